"""The workbook that a coder fills: one page per coded field, one line per answer, one column per theme."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from surveykit.coded import Place, Quotable, Reading, WrittenText
from surveykit.coded.pages import Book, Column, Page, Use
from surveykit.coding.standings import FieldStanding, coded_fields
from surveykit.coding.words import cell_text, fingerprint
from surveykit.ids import FieldId, OptionCode
from surveykit.model import NO_THEME, NO_THEME_LABEL, Survey
from surveykit.texts import NARROW_NBSP, NBSP, marks_of

RESPONDENT, ANSWER, REMARK = "Répondant", "Réponse", "Remarque"
MORE_CODES, CLEARED_BY, PASSAGE = "Autres codes", "À citer", "Extrait à citer"
RESPONDENT_CODE, FIELD, FINGERPRINT = "Code répondant", "Champ", "Empreinte"
GUIDE, FRAME, CODE, LABEL, HINT, QUESTION = "À lire", "Grille", "Code", "Libellé", "Quand l’employer", "Question"
SURVEY, EDITION, CODER, RECONCILED = "Enquête", "Édition", "Codeur", "Codage réconcilié"
YES, TICKED = "oui", "x"
CHANGED = f"À coder de nouveau{NBSP}: la réponse a changé depuis son codage."

Row = tuple[str, ...]

SPARE_THEMES = 40
"""Lines that a coder may add to the frame."""

_GUIDE = (
    ("Coder", f"Sur chaque feuille, cochez d’un «{NBSP}x{NBSP}» les thèmes que l’on trouve dans la réponse."),
    (
        "Aucun thème",
        f"Cochez «{NBSP}Aucun thème{NBSP}» quand la réponse n’en contient aucun{NARROW_NBSP}; sans rien de coché, elle "
        "reste à coder.",
    ),
    (
        "Nouveau thème",
        f"Ajoutez une ligne à la feuille «{NBSP}Grille{NBSP}» (champ, code, libellé), puis écrivez son code dans la "
        f"colonne «{NBSP}Autres codes{NBSP}» des réponses concernées.",
    ),
    (
        "Citer",
        f"Une réponse n’est citée dans le bilan que si la colonne «{NBSP}À citer{NBSP}» porte le nom de la personne "
        f"qui l’autorise{NARROW_NBSP}; «{NBSP}Extrait à citer{NBSP}» limite la citation à un passage de la réponse.",
    ),
    (
        "Ne pas modifier",
        "Les réponses et les colonnes grises servent à reconnaître chaque ligne. Les lignes peuvent être filtrées ou "
        "triées, les colonnes et les feuilles déplacées. La protection des feuilles n’a pas de mot de passe.",
    ),
)


def coding_book(
    survey: Survey,
    fields: Iterable[FieldStanding],
    *,
    coder: str = "",
    reconciled: bool = False,
    given: Mapping[Place, Reading] | None = None,
    simulated: bool = False,
) -> Book:
    """The workbook of some fields, those without an answer left out.

    It shows what `given` holds, else what `coder` read of the texts as they are now. With `reconciled` it shows what
    coders agree on, and who found what where they do not. That of a register with `simulated` returns says so.
    """
    shown = [one for one in fields if one.texts]
    names = {one.code: one.name for one in survey.population.respondents}

    def row(one: FieldStanding, text: WrittenText) -> Row:
        shown = _settled(one, text) if reconciled else _own(one, text, coder)
        if given is not None:
            shown = _of(given.get(text.place), shown.remark)
        return _row(names.get(text.respondent, text.respondent), text, one.frame, shown)

    pages = [_page(survey, one, [row(one, text) for text in one.texts]) for one in shown]
    says = {SURVEY: survey.id, EDITION: survey.edition, CODER: coder, RECONCILED: YES if reconciled else ""}
    columns = (Column("Rubrique", Use.READ, 22), Column("Contenu", Use.READ, 100))
    first = Page(GUIDE, f"Codage des réponses – {survey.title}", columns, (*says.items(), *_GUIDE))
    whole = (first, _frame_page(survey, shown), *pages)
    return Book(f"Codage – {survey.title}", says, whole, marks_of(simulated=simulated))


def theme_heading(code: OptionCode, label: str) -> str:
    """The heading of a theme's column: its label, then its code between brackets."""
    return f"{label}\n[{code}]"


def _frame_page(survey: Survey, fields: Iterable[FieldStanding]) -> Page:
    """The themes of every field; fields that have the same ones share their lines."""
    groups: dict[tuple[tuple[OptionCode, str], ...], list[FieldId]] = {}
    for one in fields:
        groups.setdefault(tuple(one.frame.items()), []).append(one.field)
    rows = [
        (survey.field_by_code[held[0]].question.number, ", ".join(held), code, label, _hint(survey, held[0], code))
        for themes, held in groups.items()
        for code, label in themes
    ]
    columns = (
        Column(QUESTION, Use.TYPE, 10, "Facultatif."),
        Column(FIELD, Use.TYPE, 34, "Le ou les champs concernés, séparés par des virgules."),
        Column(CODE, Use.TYPE, 24, f"Minuscules sans accent, mots joints par «{NBSP}_{NBSP}»."),
        Column(LABEL, Use.TYPE, 44, "Ce qui sera imprimé dans le bilan."),
        Column(HINT, Use.TYPE, 60),
    )
    return Page(FRAME, f"Grille de codage{NBSP}: les thèmes de chaque question", columns, tuple(rows), SPARE_THEMES)


def _hint(survey: Survey, field: FieldId, code: OptionCode) -> str:
    frame = next(one for one in survey.coding if field in [each.field for each in one.fields])
    return next((theme.hint for theme in frame.themes if theme.code == code), "")


def _page(survey: Survey, standing: FieldStanding, rows: Iterable[tuple[str, ...]]) -> Page:
    field = survey.field_by_code[standing.field]
    number = field.question.number
    beside = [one for one in coded_fields(survey) if survey.field_by_code[one].question.number == number]
    several = len(beside) > 1
    name = f"Q{number} {field.label}" if several else f"Q{number}"
    title = f"Question {number}. {field.question.text.rstrip(f' :{NBSP}')}" + (f" – {field.label}" if several else "")
    return Page(name, title, tuple(_columns(survey, standing)), tuple(rows))


def _columns(survey: Survey, standing: FieldStanding) -> Iterator[Column]:
    yield Column(RESPONDENT, Use.READ, 18)
    yield Column(ANSWER, Use.READ, 62)
    yield Column(REMARK, Use.READ, 20)
    for code, label in _themes(standing.frame):
        yield Column(theme_heading(code, label), Use.TICK, 13, _hint(survey, standing.field, code))
    yield Column(MORE_CODES, Use.TYPE, 18, f"Codes de la feuille «{NBSP}Grille{NBSP}», séparés par des virgules.")
    yield Column(CLEARED_BY, Use.TYPE, 22, "Nom de la personne qui l’autorise. Vide, la réponse n’est pas citée.")
    yield Column(PASSAGE, Use.TYPE, 40, "Facultatif. Vide, toute la réponse est citée.")
    yield Column(RESPONDENT_CODE, Use.KEEP, 18)
    yield Column(FIELD, Use.KEEP, 26)
    yield Column(FINGERPRINT, Use.KEEP, 22)


def _themes(frame: Mapping[OptionCode, str]) -> Iterator[tuple[OptionCode, str]]:
    yield from frame.items()
    yield NO_THEME, NO_THEME_LABEL


class _Shown(Struct, frozen=True):
    """What stands in the line of an answer: what is ticked, what may be quoted, what is said of it."""

    ticked: frozenset[OptionCode] = frozenset()
    quoted: Quotable | None = None
    remark: str = ""


def _of(reading: Reading | None, remark: str = "") -> _Shown:
    return _Shown(remark=remark) if reading is None else _Shown(reading.themes, reading.quotation, remark)


def _row(name: str, text: WrittenText, frame: Mapping[OptionCode, str], shown: _Shown) -> Row:
    quoted = shown.quoted
    passage = "" if quoted is None or quoted.text == text.text else cell_text(quoted.text)
    return (
        *(name, cell_text(text.text), shown.remark),
        *(TICKED if code in shown.ticked else "" for code, _ in _themes(frame)),
        *("", "" if quoted is None else quoted.cleared_by, passage),
        *(text.respondent, text.field, fingerprint(text.text)),
    )


def _own(standing: FieldStanding, text: WrittenText, coder: str) -> _Shown:
    """What a coder read of a text as it is now."""
    return _of(standing.by_coder[text.respondent].get(coder), CHANGED if text in standing.changed else "")


def _settled(standing: FieldStanding, text: WrittenText) -> _Shown:
    """The reading that counts of a text; where there is none, who found what, and nothing is ticked.

    The passages that a coder cleared stay either way, for whoever settles to keep or to remove.
    """
    who = text.respondent
    readings = standing.by_coder[who]
    cleared = next((one.quotation for one in readings.values() if one.quotation is not None), None)
    if who in standing.reconciled:
        return _of(standing.reconciled[who])
    if who in standing.counted:
        return _Shown(standing.counted[who].themes, cleared)
    if not readings:
        return _of(None, CHANGED if text in standing.changed else "")
    said = "\n".join(f"{name}{NBSP}: {', '.join(sorted(one.themes))}" for name, one in readings.items())
    return _Shown(quoted=cleared, remark=f"À départager{NBSP}:\n{said}")
