"""The codebook: every column of the data in the ministry's seven columns, for who analyses the answers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from surveykit.compose.conditions import Conditions
from surveykit.compose.formulas import Formulas
from surveykit.compose.kind_words import kind_words
from surveykit.compose.words import quoted
from surveykit.document import Block, Cell, Document, Facts, Heading, Masthead, Paragraph, Role, Table, Title
from surveykit.expressions import BOOLEAN, INTEGER, NUMBER, Type
from surveykit.findings import Severity
from surveykit.model import CodesValue, Derived, Rule, Survey, SurveyField
from surveykit.words import Room

_said = Room("codebook")
_COLUMNS = (
    _said.word("Code"),
    _said.word("Label"),
    _said.word("Description"),
    _said.word("Scope"),
    _said.word("Type"),
    _said.word("List of values"),
    _said.word("Rule"),
)
_WIDTHS = (17, 14, 18, 11, 7, 15, 18)
_SEVERITIES = {
    Severity.ERROR: _said.word("to correct"),
    Severity.WARNING: _said.word("to verify"),
    Severity.INFO: _said.word("for information"),
}


def column_headings(language: str) -> tuple[str, ...]:
    """The columns that a data dictionary of the ministry has."""
    return tuple(_said(language, name) for name in _COLUMNS)


class Entry(NamedTuple):
    """One line of the codebook, its cells as `column_headings` orders them; line ends part the lines of a cell."""

    code: str
    label: str
    description: str
    scope: str
    type: str
    values: str
    rule: str


def entries(survey: Survey) -> Iterator[Entry]:
    """A line for each field in the questionnaire's order, details after their list, then the derived values."""
    language, conditions, formulas = survey.language, Conditions(survey), Formulas.of(survey)
    carried, named = _rules_by_field(survey)
    for field in survey.fields():
        part, kind = field.part, kind_words(language, field.part)
        rules = [*_own_rules(language, field), *(_rule(language, formulas, rule) for rule in carried[part.code])]
        others = [code for code in named[part.code] if code != part.code]
        if others:
            rules.append(_said(language, "See also: {codes}.", codes=others))
        yield Entry(
            part.code,
            part.label,
            _description(language, field),
            conditions.concerned(field),
            kind.name,
            kind.values,
            "\n".join(rules),
        )
    for derived in survey.derived:
        yield _derived(survey, formulas, derived)


def codebook(survey: Survey) -> Document:
    """The codebook as a document whose pages lie on their long side."""
    title = _title(survey)
    return Document(
        f"{title} – {survey.title}",
        survey.language,
        (*_opening(survey), _table(survey)),
        f"{title} – {survey.issuer.reference}",
        survey.issuer.bodies[-1],
        landscape=True,
    )


def _title(survey: Survey) -> str:
    return _said(survey.language, "Data dictionary")


def _opening(survey: Survey) -> Iterator[Block]:
    language = survey.language
    yield Masthead(survey.issuer.bodies)
    yield Title(_title(survey), survey.title)
    yield Facts(
        (
            (_said(language, "Reference text"), survey.issuer.reference),
            (_said(language, "Scope of the survey"), survey.scope),
            (_said(language, "Unit surveyed"), _population(survey)),
            (_said(language, "Content"), _content(survey)),
        )
    )
    yield Heading(1, _said(language, "Fields of the questionnaire"))
    yield Paragraph(
        _said(
            language,
            "How to read the rules: a rule is reported only when it is false, never when an answer that it uses is "
            "missing. “To correct” reports a contradiction, “to verify” a doubtful value, “for information” a "
            "situation that is possible but unusual. Each rule stands with the last of the fields that it uses; “see "
            "also” refers to it.",
        ),
        Role.NOTE,
    )


def _population(survey: Survey) -> str:
    population = survey.population
    return _said(survey.language, "{unit} ({number} in all)", unit=population.unit, number=str(len(population)))


def _content(survey: Survey) -> str:
    number = sum(1 for _ in survey.fields())
    fields = _said.counted(survey.language, number, "{count} field", "{count} fields")
    if not survey.derived:
        return fields
    return _said.counted(
        survey.language,
        len(survey.derived),
        "{fields} and {count} calculated value",
        "{fields} and {count} calculated values",
        fields=fields,
    )


def _table(survey: Survey) -> Table:
    language = survey.language
    return Table(
        caption=_said(language, "Data dictionary – {edition} edition", edition=survey.edition),
        description=_said(
            language, "Each field with its label, who is to fill it in, the values that it takes and the checks."
        ),
        header=tuple(Cell(name, header=True) for name in column_headings(language)),
        rows=tuple(_row(entry) for entry in entries(survey)),
        widths=_WIDTHS,
    )


def _row(entry: Entry) -> tuple[Cell, ...]:
    code, *others = entry
    return (Cell(code, header=True), *(Cell(text) for text in others))


def _description(language: str, field: SurveyField) -> str:
    told = field.part.description
    if not told and field.detail_of is not None:
        told = _said(language, "Details expected with {option}.", option=quoted(language, field.part.prompt))
    return f"{_said(language, 'Question {number}.', number=field.question.number)} {told}".strip()


def _own_rules(language: str, field: SurveyField) -> Iterator[str]:
    """The rules that surveykit itself has for every field."""
    part = field.part
    if isinstance(field.facts.value, CodesValue):
        yield _said(language, "Several answers possible; one column for each option ({field}__code).", field=part.code)
    if field.detail_of is not None:
        option = quoted(language, part.prompt)
        yield _said(language, "To be given if and only if {option} is ticked.", option=option)
    if part.optional:
        yield _said(language, "Optional.")


def _rule(language: str, formulas: Formulas, rule: Rule) -> str:
    told, severity = formulas.said(rule.check), _said(language, _SEVERITIES[rule.severity])
    if rule.when is None:
        return _said(language, "{rule} ({severity}).", rule=told, severity=severity)
    condition = formulas.said(rule.when)
    return _said(language, "If {condition}: {rule} ({severity}).", condition=condition, rule=told, severity=severity)


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
    language, expression = survey.language, survey.derived_expressions[derived.code]
    return Entry(
        derived.code,
        derived.label,
        _said(language, "Value calculated from the answers; it is not asked for."),
        _said(language, "All {units}", units=survey.population.units),
        _said(language, _type_name(expression.type)),
        "",
        _said(language, "Is {value}.", value=formulas.said(derived.value)),
    )


def _type_name(type_: Type) -> str:
    if type_ == BOOLEAN:
        return _said.word("Yes/no")
    if type_ == INTEGER:
        return _said.word("Whole number")
    return _said.word("Number") if type_ == NUMBER else _said.word("Text")
