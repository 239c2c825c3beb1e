"""Responses that Hypothesis invents for a survey: whatever a respondent could have meant, in canonical form."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from hypothesis import strategies as st
from msgspec.structs import replace

from surveykit.collect import unsaid
from surveykit.ids import FieldId, RespondentCode
from surveykit.model import (
    CodesValue,
    CodeValue,
    FieldFacts,
    Survey,
    TextValue,
    TruthValue,
    TypedNumber,
    TypedText,
    WholeValue,
)
from surveykit.responses import (
    Answer,
    Answered,
    Blank,
    Missing,
    NonResponse,
    NonResponseReason,
    NothingToSay,
    Response,
    Unreadable,
    Value,
)
from surveykit.texts import canonical, squeezed

LARGEST_COUNT = 10**9 - 1
NOT_TEXTS = {"", "(sans réponse)"}
"""Texts that a list or an empty box holds: they say that there is no answer."""

PROMPTS = ("saisir", "choisir")
"""How the form's own prompts begin: a text that begins so may be what is left of one."""

_AWKWARD = st.sampled_from(
    [
        "une ligne\nune autre\n\nune troisième",
        "tabulation\tdedans",
        "contrôle\x00\x01\x0b\x0c\x1b\x7f\x85 fin",
        "demi-paire \ud800 seule",
        "🏥👩🏽‍⚕️ 𝔘𝔫𝔦 \u202e droite à gauche",
        "<w:t>&amp; \"guillemets\" 'apostrophes' ]]>",
        "=1+1",
        "0",
        "12 réseaux",
        "  bords  ",
        "« l’été »\u00a0: œuvre\u202f!",
        "e\u0301 combinant",
        "\ufeffBOM",
        "néant",
        "RAS",
        "oui",
        "null",
    ]
)
_LONG = st.sampled_from(["été ", "a", "mot\n", "🏥"]).map(lambda piece: (piece * 10_000)[:10_000])


def texts() -> st.SearchStrategy[str]:
    """Canonical, non-empty texts of one or several lines that are answers and nothing else."""
    return st.one_of(_AWKWARD, st.text(min_size=1, max_size=80), _LONG).map(canonical).filter(_is_answer)


def lines() -> st.SearchStrategy[str]:
    """Canonical, non-empty texts of one line."""
    return texts().map(squeezed).filter(_is_answer)


def _is_answer(text: str) -> bool:
    if squeezed(text) in NOT_TEXTS or squeezed(text).casefold().startswith(PROMPTS):
        return False
    return unsaid(text) is None


nothing_to_say: st.SearchStrategy[Answer] = st.sampled_from(["Néant", "RAS", "aucune remarque", None]).map(NothingToSay)


def responses(survey: Survey) -> st.SearchStrategy[Response]:
    """Canonical responses to a survey, the wholly blank one among them."""
    answers = st.fixed_dictionaries({field.code: _answers(field.facts) for field in survey.fields()})
    blank: dict[FieldId, Answer] = {field.code: Blank() for field in survey.fields()}
    people = [one.code for one in survey.population.respondents]
    contact = st.fixed_dictionaries({}, optional={line.code: lines() for line in survey.contact})
    return st.builds(
        Response,
        survey=st.just(survey.id),
        edition=st.just(survey.edition),
        respondent=st.sampled_from(people),
        answers=st.one_of(answers, answers, answers, st.just(blank)),
        contact=contact,
    )


def _answers(facts: FieldFacts) -> st.SearchStrategy[Answer]:
    blank: st.SearchStrategy[Answer] = st.just(Blank())
    silent: st.SearchStrategy[Answer] = st.sampled_from(list(NonResponseReason)).map(NonResponse)
    given = _values(facts).map(Answered)
    if not facts.takes_words:
        return st.one_of(blank, given)
    if not isinstance(facts.value, TextValue):
        return st.one_of(blank, given, silent)
    return st.one_of(blank, given, silent, nothing_to_say)


def _values(facts: FieldFacts) -> st.SearchStrategy[Value]:
    match facts.value:
        case WholeValue(low, high):
            return st.integers(low, LARGEST_COUNT if high is None else high)
        case TruthValue():
            return st.booleans()
        case CodeValue(options):
            return st.sampled_from([option.code for option in options])
        case CodesValue(options):
            return st.sets(st.sampled_from([option.code for option in options]), min_size=1).map(frozenset)
        case TextValue():
            return lines() if isinstance(facts.asked, TypedText) and facts.asked.lines == 1 else texts()
        case _:
            assert_never(facts.value)


@st.composite
def returns(draw: st.DrawFn, survey: Survey, respondents: Sequence[str]) -> list[Response]:
    """Some of the respondents, in any order, each with any answers, of all sorts."""
    counts = [field.code for field in survey.fields() if isinstance(field.facts.asked, TypedNumber)]
    no_value = st.sampled_from([Missing(), Unreadable("?"), Answered(0)])
    found: list[Response] = []
    for one in draw(st.lists(st.sampled_from(respondents), unique=True)):
        response = draw(responses(survey))
        spoilt = draw(st.dictionaries(st.sampled_from(counts), no_value))
        found.append(replace(response, respondent=RespondentCode(one), answers={**response.answers, **spoilt}))
    return found
