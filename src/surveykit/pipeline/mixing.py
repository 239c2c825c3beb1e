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
        if not _mixes(response, real=real, simulated=simulated):
            return []
        slots = self._slots(response, name) if response.simulated else {}
        return [Finding(SIMULATED_AMONG_REAL, Severity.ERROR, slots=slots, language=language)]

    def _slots(self, response: Response, name: str) -> dict[str, str]:
        """The file of a simulated response, and the respondent whose earlier one it replaces."""
        whose = response.respondent
        if whose is None or not self._register.has_response(whose):
            return {"name": name}
        return {"name": name, "respondent": whose}


def _mixes(response: Response, *, real: bool, simulated: bool) -> bool:
    """Whether a response mixes both kinds in a register that holds `real` ones, `simulated` ones, or both."""
    return real if response.simulated else simulated and not real
