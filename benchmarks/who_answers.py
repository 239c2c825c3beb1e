"""What a return costs to be read and attributed, whoever is asked beside: of 26 respondents, and of ten thousand.

    python benchmarks/who_answers.py [RETURNS] [RESPONDENTS] [--short]

The same personal copy of `reseaux_2014` is interpreted against both populations in turn; the index of respondents is
made before. The least time is printed, since other programs only ever add to it, then its ratio to that of the survey's
own 26 respondents (at most 1.2 is wanted).
"""

from __future__ import annotations

import time
from pathlib import Path

from measuring import size, tell_ratios

from surveykit.collect import Envelope, collect
from surveykit.compose.form import form
from surveykit.filled import CopySource, Entry, FilledForm, Words
from surveykit.ids import CopyRef, FieldId, RespondentCode
from surveykit.load import load_definition
from surveykit.model import Population, Respondent, Survey

SURVEY = Path(__file__).parents[1] / "surveys" / "reseaux_2014"
ENVELOPE = Envelope("ARS Corse - réponse.docx", "A. Exemple <a.exemple@ars-corse.example>")


def among(survey: Survey, number: int) -> Survey:
    """The survey, asked of as many: its own respondents, and others beside them."""
    own, parts = survey.population, {name: getattr(survey, name) for name in Survey.model_fields}
    more = tuple(
        Respondent(code=RespondentCode(f"antenne_{rank}"), name=f"Antenne {rank}", attributes={"ensemble": "metropole"})
        for rank in range(number - len(own))
    )
    whole = {name: getattr(own, name) for name in Population.model_fields} | {"respondents": own.respondents + more}
    return Survey.model_construct(**parts | {"population": Population.model_construct(**whole)})


def main() -> None:
    times, number = int(size(300, 3)), int(size(10_000, 200, place=1))
    own = load_definition(SURVEY)
    surveys = {"26 respondents": own, f"{number:,} respondents": among(own, number)}
    shown = {name: form(survey) for name, survey in surveys.items()}
    words = {FieldId("q1_diagnostic"): "12", FieldId("contact_courriel"): "a.exemple@ars-corse.example"}
    entries = {name: Entry((Words(text),)) for name, text in words.items()}
    copy = CopyRef(own.id, own.edition, RespondentCode("paca"))
    filled = FilledForm(own.ref, entries, ((copy, CopySource.PROPERTIES),), complete=False)
    for name, survey in surveys.items():
        start = time.perf_counter()
        found = collect(survey, shown[name], filled, ENVELOPE).findings
        spent = (time.perf_counter() - start) * 1000
        print(f"{name:<20} the first return, with the index: {spent:7.1f} ms ({len(found)} findings)")
    taken: dict[str, list[float]] = {name: [] for name in surveys}
    for _ in range(times):
        for name, survey in surveys.items():
            start = time.perf_counter()
            collect(survey, shown[name], filled, ENVELOPE)
            taken[name].append((time.perf_counter() - start) * 1000)
    least = {name: min(one) for name, one in taken.items()}
    for name, spent in least.items():
        print(f"{name:<20} each return after it: {spent:7.2f} ms")
    tell_ratios("26 respondents", least)


if __name__ == "__main__":
    main()
