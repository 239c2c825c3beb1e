"""A survey as it is rehearsed: with addresses that lead nowhere."""

from __future__ import annotations

import re

from surveykit.model import Survey

ISSUER_DOMAIN, RESPONDENTS_DOMAIN = "bureau.example", "repondants.example"
"""Nobody can hold a name under `.example` (RFC 2606): a message that were sent all the same reaches nobody."""

_ADDRESS = re.compile(r"(?<![A-Za-z0-9._%+'-])[A-Za-z0-9._%+'-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")


def rehearsed(survey: Survey) -> Survey:
    """The survey with another address in the place of every one that a text of it names, and one for each respondent.

    The same address has the same stand-in everywhere, `retour@bureau.example` for the first, and nothing is posted to
    any web address. Its forms are those of the survey: they have the same reference.
    """
    met: dict[str, str] = {}

    def stand_in(found: re.Match[str]) -> str:
        number = f"-{len(met) + 1}" if met else ""
        return met.setdefault(found[0], f"retour{number}@{ISSUER_DOMAIN}")

    def replaced(held: object) -> object:
        match held:
            case str():
                return _ADDRESS.sub(stand_in, held)
            case list():
                return [replaced(one) for one in held]
            case dict():
                return {name: replaced(one) for name, one in held.items()}
            case _:
                return held

    definition = survey.model_dump(mode="json")
    collection = {**definition.pop("collection"), "submit": None}
    population = definition.pop("population")
    people = [{**one, "email": [f"{one['code']}@{RESPONDENTS_DOMAIN}"]} for one in population["respondents"]]
    first = replaced(collection)  # so that the first return address is the first stand-in
    rest = {name: replaced(one) for name, one in definition.items()}
    return Survey.model_validate({**rest, "collection": first, "population": {**population, "respondents": people}})
