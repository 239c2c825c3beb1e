"""What is changed on paper, on the screen and in JSON: filled forms of the small survey and of the real one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random

from msgspec.structs import replace

from mutants.verdict import Trial
from small_survey import small_survey
from surveykit import load_survey
from surveykit.compose.form import form
from surveykit.document import ControlValue, Copy, Document, controls, filled_in
from surveykit.ids import CopyRef, FieldId, OptionCode, RespondentCode
from surveykit.model import Survey
from surveykit.ports import Renderer
from surveykit.responses import Answer, Answered, Blank, NonResponse, NonResponseReason, Response, Value
from surveykit.simulation import Doubts, simulate

SMALL = small_survey()

_MOST = 3
"""Changes of one file."""

_FILLS: tuple[Mapping[str, Value], ...] = (
    {
        "q1_ateliers": 12,
        "q2_matin": 3,
        "q3_satisfaction": 4,
        "q4_publics": frozenset({OptionCode("adultes"), OptionCode("autres")}),
        "q4_autres": "Étudiants – l’œuvre",
        "q5_charte": True,
        "q5_signataires": 8,
        "q7_observations": "Une ligne (1)\net l’autre \\ 2 €",
    },
    {
        "q1_ateliers": 41,
        "q1_ateliers_avant": 37,
        "q2_matin": 21,
        "q2_apres_midi": 12,
        "q3_satisfaction": 0,
        "q4_publics": frozenset({OptionCode("enfants")}),
        "q5_charte": False,
        "q6_porteur": "autre",
        "q6_autre": "Un groupement de communes",
        "q7_observations": "Les ateliers du soir ont commencé en mars.",
    },
    {"q1_ateliers": 7, "q5_charte": False, "q6_porteur": "ville"},
)
"""Values of the small survey's fields; a field that has none is blank."""


def responses() -> tuple[tuple[Survey, Response], ...]:
    """Each survey with a response."""
    real = load_survey("reseaux_2014")
    simulated = next(one for _, one in simulate(real, 2014, lambda _: Doubts()))
    whole = Response(real.id, real.edition, simulated.respondent, simulated.answers, {})
    return (*((SMALL, _response(fill)) for fill in _FILLS), (real, whole))


def filled_forms(render: Callable[[Survey, Response], bytes], name: str) -> tuple[Trial, ...]:
    """A filled form of each, as `render` makes it, in a file of that name."""
    return tuple(Trial(survey, render(survey, response), name) for survey, response in responses())


def copy_by(renderer: Renderer) -> Callable[[Survey, Response], bytes]:
    """How a renderer makes a personal copy with the answers of a response in it."""

    def made(survey: Survey, response: Response) -> bytes:
        holder = next(one for one in survey.population.respondents if one.code == response.respondent)
        shown = form(survey, personal=True)
        copy = Copy(CopyRef(survey.id, survey.edition, holder.code), holder.name)
        return renderer.render(filled_in(replace(shown, copy=copy), _values(shown, response)))

    return made


def _values(shown: Document, response: Response) -> dict[FieldId, ControlValue]:
    values: dict[FieldId, ControlValue] = {}
    for control in controls(shown):
        answer = response.answers.get(control.field)
        value = answer.value if isinstance(answer, Answered) else getattr(answer, "raw", None)
        value = response.contact.get(control.field) if answer is None else value
        if value is not None:
            text = "oui" if value is True else "non" if value is False else str(value)
            values[control.field] = value if isinstance(value, frozenset) else text
    return values


def drawn(changes: Mapping[str, object], chance: Random, wanted: str | None) -> tuple[str, ...]:
    """The names of the changes of one mutant; `wanted` is among them if it is given."""
    names = chance.sample(list(changes), chance.randint(1, _MOST))
    return tuple(names if wanted is None else dict.fromkeys([wanted, *names[1:]]))


def _response(fill: Mapping[str, Value]) -> Response:
    answers: dict[FieldId, Answer] = {field.code: Blank() for field in SMALL.fields()}
    answers |= {FieldId(code): Answered(value) for code, value in fill.items()}
    if len(fill) < len(_FILLS[0]):
        answers[FieldId("q2_matin")] = NonResponse(NonResponseReason.NOT_COMMUNICATED, "NC")
    contact = {FieldId("contact_nom"): "Anne Œuvrard", FieldId("contact_courriel"): "anne.oeuvrard@exemple.example"}
    return Response(SMALL.id, SMALL.edition, RespondentCode("brest"), answers, contact)
