"""The codebook: every column of the data in the ministry's seven columns, for who analyses the answers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from surveykit.compose.conditions import Conditions
from surveykit.compose.formulas import Formulas, quoted
from surveykit.compose.kind_words import kind_words
from surveykit.document import Block, Cell, Document, Facts, Heading, Masthead, Paragraph, Role, Table, Title
from surveykit.expressions import BOOLEAN, INTEGER, NUMBER, Type
from surveykit.findings import Severity
from surveykit.model import CodesValue, Derived, Rule, Survey, SurveyField
from surveykit.texts import NARROW_NBSP, NBSP, counted

HEADER = ("Code", "Intitulé", "Description", "Champ d’application", "Type", "Liste de valeurs", "Règle")
"""The columns that a data dictionary of the ministry has."""

_WIDTHS = (17, 14, 18, 11, 7, 15, 18)
_SEVERITIES = {Severity.ERROR: "à corriger", Severity.WARNING: "à vérifier", Severity.INFO: "pour information"}
_TITLE = "Dictionnaire des données"


class Entry(NamedTuple):
    """One line of the codebook, its cells in the order of `HEADER`; lines of a cell are parted by line ends."""

    code: str
    label: str
    description: str
    scope: str
    type: str
    values: str
    rule: str


def entries(survey: Survey) -> Iterator[Entry]:
    """A line for each field in the questionnaire's order, details after their list, then the derived values."""
    conditions, formulas = Conditions(survey), Formulas.of(survey)
    carried, named = _rules_by_field(survey)
    for field in survey.fields():
        part, said = field.part, kind_words(field.part)
        rules = [*_own_rules(field), *(_rule(formulas, rule) for rule in carried[part.code])]
        others = [code for code in named[part.code] if code != part.code]
        if others:
            rules.append(f"Voir aussi{NBSP}: {', '.join(others)}.")
        yield Entry(
            part.code,
            part.label,
            _description(field),
            conditions.concerned(field),
            said.name,
            said.values,
            "\n".join(rules),
        )
    for derived in survey.derived:
        yield _derived(survey, formulas, derived)


def codebook(survey: Survey) -> Document:
    """The codebook as a document whose pages lie on their long side."""
    return Document(
        f"{_TITLE} – {survey.title}",
        survey.language,
        (*_opening(survey), _table(survey)),
        f"{_TITLE} – {survey.issuer.reference}",
        survey.issuer.bodies[-1],
        landscape=True,
    )


def _opening(survey: Survey) -> Iterator[Block]:
    population = survey.population
    fields = counted(sum(1 for _ in survey.fields()), "champ")
    derived = counted(len(survey.derived), "valeur calculée", "valeurs calculées")
    yield Masthead(survey.issuer.bodies)
    yield Title(_TITLE, survey.title)
    yield Facts(
        (
            ("Texte de référence", survey.issuer.reference),
            ("Champ de l’enquête", survey.scope),
            ("Unité interrogée", f"{population.unit} ({len(population)} au total)"),
            ("Contenu", f"{fields} et {derived}" if survey.derived else fields),
        )
    )
    yield Heading(1, "Champs du questionnaire")
    yield Paragraph(_reading(), Role.NOTE)


def _table(survey: Survey) -> Table:
    return Table(
        caption=f"{_TITLE} – édition {survey.edition}",
        description="Chaque champ avec son intitulé, qui doit le renseigner, les valeurs admises et les contrôles.",
        header=tuple(Cell(name, header=True) for name in HEADER),
        rows=tuple(_row(entry) for entry in entries(survey)),
        widths=_WIDTHS,
    )


def _reading() -> str:
    return (
        f"Lecture des règles{NBSP}: une règle n’est signalée que lorsqu’elle est fausse, jamais lorsqu’une réponse "
        f"qu’elle utilise manque. «{NBSP}À corriger{NBSP}» signale une contradiction, «{NBSP}à vérifier{NBSP}» une "
        f"valeur douteuse, «{NBSP}pour information{NBSP}» une situation possible mais inhabituelle. "
        f"Chaque règle figure avec le dernier des champs qu’elle utilise{NARROW_NBSP}; «{NBSP}voir aussi{NBSP}» y "
        "renvoie."
    )


def _row(entry: Entry) -> tuple[Cell, ...]:
    code, *others = entry
    return (Cell(code, header=True), *(Cell(text) for text in others))


def _description(field: SurveyField) -> str:
    words = field.part.description
    if not words and field.detail_of is not None:
        words = f"Précision attendue avec {quoted(field.part.prompt)}."
    return f"Question{NBSP}{field.question.number}. {words}".strip()


def _own_rules(field: SurveyField) -> Iterator[str]:
    """What surveykit itself asks of every field alike."""
    part = field.part
    if isinstance(field.facts.value, CodesValue):
        yield f"Plusieurs réponses possibles{NARROW_NBSP}; une colonne par modalité ({part.code}__code)."
    if field.detail_of is not None:
        yield f"À renseigner si et seulement si {quoted(part.prompt)} est coché."
    if part.optional:
        yield "Facultatif."


def _rule(formulas: Formulas, rule: Rule) -> str:
    said = formulas.said(rule.check)
    if rule.when is not None:
        said = f"Si {formulas.said(rule.when)}{NBSP}: {said}"
    return f"{said} ({_SEVERITIES[rule.severity]})."


def _rules_by_field(survey: Survey) -> tuple[Mapping[str, list[Rule]], Mapping[str, list[str]]]:
    """The rules told with each field (a rule goes with the last field that it names), and where its others are."""
    order: dict[str, int] = {field.code: rank for rank, field in enumerate(survey.fields())}
    carried: defaultdict[str, list[Rule]] = defaultdict(list)
    elsewhere: defaultdict[str, list[str]] = defaultdict(list)
    for rule in survey.rules:
        names = sorted(survey.expression(rule.check).names, key=order.__getitem__)
        if not names:
            continue
        carried[names[-1]].append(rule)
        for name in names[:-1]:
            if names[-1] not in elsewhere[name]:
                elsewhere[name].append(names[-1])
    for found in elsewhere.values():
        found.sort(key=order.__getitem__)
    return carried, elsewhere


def _derived(survey: Survey, formulas: Formulas, derived: Derived) -> Entry:
    expression = survey.derived_expressions[derived.code]
    return Entry(
        derived.code,
        derived.label,
        f"Valeur calculée à partir des réponses{NARROW_NBSP}; elle n’est pas demandée.",
        f"Ensemble des {survey.population.units}",
        _type(expression.type),
        "",
        f"Vaut {formulas.said(derived.value)}.",
    )


def _type(type_: Type) -> str:
    if type_ == BOOLEAN:
        return "Oui/non"
    if type_ == INTEGER:
        return "Nombre entier"
    return "Nombre" if type_ == NUMBER else "Texte"
