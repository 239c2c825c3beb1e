"""What is told when simulated returns and real ones come into one register, which can only rehearse from then on."""

from __future__ import annotations

from surveykit.findings import SIMULATED_AMONG_REAL, Finding, Severity
from surveykit.register import Register
from surveykit.responses import Response
from surveykit.texts import NBSP


class Mixing:
    """Watches which of both a register holds, so that the return that mixes them says so.

    That is each simulated one where there are real ones, and the first real one where there are simulated ones.
    """

    def __init__(self, register: Register) -> None:
        self._register = register
        self._held: dict[bool, bool] | None = None

    def taken(self, response: Response) -> list[Finding]:
        """What is told of a response that is about to be recorded; from now on it is held."""
        if self._held is None:
            self._held = {kind: self._register.holds(simulated=kind) for kind in (True, False)}
        real, simulated = self._held[False], self._held[True]
        self._held[response.simulated] = True
        if response.simulated and real:
            message = self._of_simulated(response)
        elif not response.simulated and simulated and not real:
            message = self._of_real()
        else:
            return []
        return [Finding(SIMULATED_AMONG_REAL, Severity.ERROR, message)]

    def _of_simulated(self, response: Response) -> str:
        whose = response.respondent
        replaces = whose is not None and self._register.has_response(whose)
        instead = " et il prend la place du retour précédent de ce répondant" if replaces else ""
        return (
            f"retour simulé{NBSP}: personne n’a donné ces réponses{instead}. Ce registre tient aussi de vrais retours, "
            "et ne peut plus servir qu’à une répétition. Rétablissez la sauvegarde du registre faite avant cette "
            "collecte, puis collectez sans ce fichier."
        )

    def _of_real(self) -> str:
        return (
            f"vrai retour dans un registre qui tient des retours simulés{NBSP}: ce registre ne peut servir qu’à une "
            "répétition. Collectez les vrais retours dans un autre registre (--register)."
        )
