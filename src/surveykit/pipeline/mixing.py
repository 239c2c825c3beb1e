"""What is told when simulated returns and real ones come into one register, which can only rehearse from then on."""

from __future__ import annotations

from surveykit.findings import SIMULATED_AMONG_REAL, Finding, Severity
from surveykit.register import Register
from surveykit.responses import Response


class Mixing:
    """Watches which of both a register holds, so that the return that mixes them says so.

    That is each simulated one where there are real ones, and the first real one where there are simulated ones.
    """

    def __init__(self, register: Register) -> None:
        self._register = register
        self._held: dict[bool, bool] | None = None

    def taken(self, response: Response, name: str, language: str) -> list[Finding]:
        """What is told of a response in a file `name` that is about to be recorded; from now on it is held."""
        if self._held is None:
            self._held = {kind: self._register.holds(simulated=kind) for kind in (True, False)}
        real, simulated = self._held[False], self._held[True]
        self._held[response.simulated] = True
        if response.simulated and real:
            whose = response.respondent
            replaced = whose if whose is not None and self._register.has_response(whose) else None
            slots = {"name": name} if replaced is None else {"name": name, "respondent": replaced}
        elif not response.simulated and simulated and not real:
            slots = {}
        else:
            return []
        return [Finding(SIMULATED_AMONG_REAL, Severity.ERROR, slots=slots, language=language)]
