"""Responses that formats stumble over, for any survey: the same at each call."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import assert_never

from surveykit.ids import FieldId, OptionCode, RespondentCode
from surveykit.model import (
    CodesValue,
    CodeValue,
    Counted,
    Survey,
    SurveyField,
    TextValue,
    TruthValue,
    TypedNumber,
    TypedText,
    WholeValue,
    facts_of,
)
from surveykit.responses import (
    Answer,
    Answered,
    Blank,
    NonResponse,
    NonResponseReason,
    NothingToSay,
    Response,
    Unreadable,
    Value,
)
from surveykit.texts import canonical, squeezed

AWKWARD = (
    "une ligne\nune autre\n\nune quatrième",
    "tabulation\tdedans, espaces   au milieu",
    "contrôle \x00\x01\x0b\x0c\x1b\x7f\x85 demi-paire \ud800 fin",
    "🏥👩🏽\u200d⚕️ 𝔘𝔫𝔦 \u202edroite à gauche\u202c",
    "</textarea></script><!-- <b>&amp;&lt; ]]> \"guillemets\" 'apostrophes' `${x}` {{ y }} {% z %}",
    "(parenthèse \\( non fermée << /V (x) >> endobj \\",
    "«\u00a0l’été\u00a0»\u00a0: œuvre\u202f! 1\u202f234,5\u00a0€ — “\u00a0oui\u00a0” ½ ✓",
    "e\u0301 composé\u00a0? \u00e9 non",
    "été " * 2_500,
    "x" * 3_000,
    "mot\n" * 500,
    "# titre\n> citation\n- tiret\n[case] (x) [x]\n>>>\n%fin",
    "=1+1",
    "0",
    "oui",
    "null",
)
"""Texts that are answers, as somebody might type them; `canonical` is what must come back."""

UNREADABLE = ("entre 12 et 15", "12 ou 15", "12,5", "beaucoup")
"""What is typed for a whole number and has no one value."""

_LARGEST = 999_999_999
_Choose = Callable[[SurveyField], Answer]


def sample_responses(survey: Survey) -> tuple[Response, ...]:
    """A fixed set of responses in canonical form, each of a respondent of the survey.

    All blank; each option of each list in turn, with the least and the greatest numbers; every box ticked;
    "NC" and "SO" wherever one can write, "néant" in every text; every awkward text in every sort of text box.
    """
    return (
        _response(survey, 0, lambda _: Blank()),
        *(_response(survey, turn, _option(turn)) for turn in range(_most_options(survey))),
        _response(survey, 1, _every_box),
        *(_response(survey, 2, _silent(reason)) for reason in NonResponseReason),
        _response(survey, 2, _nothing_to_say),
        *_texts(survey),
    )


def unreadable_responses(survey: Survey) -> tuple[Response, ...]:
    """Responses whose typed numbers hold words that are none: they come back as the same words, unreadable."""
    return tuple(_response(survey, turn, _words(raw)) for turn, raw in enumerate(UNREADABLE))


def _response(survey: Survey, turn: int, choose: _Choose, contact: Mapping[FieldId, str] | None = None) -> Response:
    people = survey.population.respondents
    holder: RespondentCode = people[turn % len(people)].code
    answers = {field.code: choose(field) for field in survey.fields()}
    return Response(survey.id, survey.edition, holder, answers, contact or {})


def _most_options(survey: Survey) -> int:
    return max(_entries(field) for field in survey.fields())


def _entries(field: SurveyField) -> int:
    match field.facts.value:
        case WholeValue() as whole if field.facts.counted is Counted.EACH:
            return len(whole.every)
        case CodeValue(options) | CodesValue(options):
            return len(options)
        case TruthValue() | WholeValue() | TextValue():
            return 2
        case _:
            assert_never(field.facts.value)


def _option(turn: int) -> _Choose:
    def choose(field: SurveyField) -> Answer:
        at = turn % _entries(field)
        value: Value
        match field.facts.value:
            case WholeValue(low) if field.facts.counted is Counted.EACH:
                value = low + at
            case WholeValue(low, high):
                value = low if at == 0 else _LARGEST if high is None else high
            case TruthValue():
                value = at == 0
            case CodeValue(options):
                value = options[at].code
            case CodesValue(options):
                value = frozenset({options[at].code})
            case TextValue():
                value = f"texte {turn}"
            case _:
                assert_never(field.facts.value)
        return Answered(value)

    return choose


def _every_box(field: SurveyField) -> Answer:
    if isinstance(field.facts.value, CodesValue):
        every: frozenset[OptionCode] = frozenset(option.code for option in field.facts.options)
        return Answered(every)
    return Blank()


def _silent(reason: NonResponseReason) -> _Choose:
    return lambda field: NonResponse(reason) if field.facts.takes_words else Blank()


def _nothing_to_say(field: SurveyField) -> Answer:
    return NothingToSay() if isinstance(field.facts.value, TextValue) else Blank()


def _words(raw: str) -> _Choose:
    return lambda field: Unreadable(raw) if isinstance(field.facts.asked, TypedNumber) else Blank()


def _texts(survey: Survey) -> Iterator[Response]:
    """The awkward texts, each of them in a text area at least once, and others in the boxes of one line."""
    every = [(field.code, field.facts) for field in survey.fields()]
    every += [(line.code, facts_of(line)) for line in survey.contact]
    lines = [(code, facts.asked.lines) for code, facts in every if isinstance(facts.asked, TypedText)]
    boxes = sorted(lines, key=lambda box: -box[1])
    areas = sum(high > 1 for _, high in boxes) or len(boxes)
    for turn, start in enumerate(range(0, len(AWKWARD) if boxes else 0, areas or 1)):
        texts = (*AWKWARD[start:], *AWKWARD[:start])
        held = {code: _fitting(high, text) for (code, high), text in zip(boxes, texts, strict=False)}
        contact = {line.code: held[line.code] for line in survey.contact if line.code in held}
        yield _response(survey, turn, _text(held), contact)


def _fitting(lines: int, text: str) -> str:
    return canonical(text) if lines > 1 else squeezed(canonical(text))


def _text(held: Mapping[FieldId, str]) -> _Choose:
    return lambda field: Answered(held[field.code]) if field.code in held else Blank()
