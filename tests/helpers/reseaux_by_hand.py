"""The thirty indicators of 2014, each by a formula written by hand from its meaning."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from statistics import median

from surveykit import release
from surveykit.bases import Base
from surveykit.ids import FieldId
from surveykit.model import ManyChoices, Survey
from surveykit.release import Content
from surveykit.responses import Value

OVERSEAS = ("guadeloupe", "guyane", "martinique", "ocean_indien")

Row = Mapping[str, Value]
"""The values of one agency, by field: those that it gave."""

Expected = tuple[int, int, Content]
"""How many are concerned, how many answered, and what is printed."""

ON_A_BASE = {
    "reseaux_diagnostic": ("q1_diagnostic",),
    "reseaux_aujourdhui": ("q2_aujourdhui",),
    "reseaux_terme": ("q2_terme",),
    "evolution_realisee": ("q1_diagnostic", "q2_aujourdhui"),
    "evolution_prevue": ("q2_aujourdhui", "q2_terme"),
    "part_appui_coordination": ("q9_appui_coordination", "q2_aujourdhui"),
    "ars_polyvalents": ("q11_polyvalents",),
}
"""What an agency must have answered to be in each figure that may stand on a common base; each is put to everyone."""

Key = tuple[str, str | None]
"""An indicator, and a group or None."""


def every_figure(survey: Survey, answers: Mapping[str, Row], *, by_group: bool) -> dict[Key, tuple[Base, Content]]:
    """Every figure, over all agencies and, `by_group`, for those of mainland France and those overseas."""
    everyone = [one.code for one in survey.population.respondents]
    members = {None: everyone}
    if by_group:
        members |= {"metropole": [one for one in everyone if one not in OVERSEAS], "outre_mer": list(OVERSEAS)}
    options = {
        code: {option.code: option.label for option in part.options}
        for code in ("q4_methodologie", "q13_sens")
        if isinstance(part := survey.field_by_code[FieldId(code)].part, ManyChoices)
    }
    found: dict[Key, tuple[Base, Content]] = {}
    for group, agencies in members.items():
        here = [row for agency, row in answers.items() if agency in agencies]
        rate = release.Share(float(Fraction(len(here), len(agencies))), len(here), len(agencies))
        found["taux_reponse", group] = (Base(len(agencies), len(here), len(agencies), len(here)), rate)
        for name, (concerned, answered, content) in by_hand(here, options).items():
            found[name, group] = (Base(len(agencies), len(here), concerned, answered), content)
        for base in survey.common_bases:
            fields = {field for name in base.indicators for field in ON_A_BASE[name]}
            inside = [row for row in here if fields <= {*row}]
            told = by_hand(inside, options)
            for name in base.indicators:
                found[name, group] = (Base(len(agencies), len(here), len(here), len(inside)), told[name][2])
    return found


def total(rows: Sequence[Row], value: Callable[[Row], object]) -> Expected:
    known = [one for one in map(value, rows) if isinstance(one, int)]
    return len(rows), len(known), release.Total(sum(known)) if known else release.Undefined("aucune réponse")


def both(rows: Sequence[Row], one: Callable[[Row], object], other: Callable[[Row], object]) -> tuple[int, int, int]:
    pairs = [(one(row), other(row)) for row in rows]
    known = [(a, b) for a, b in pairs if isinstance(a, int) and isinstance(b, int)]
    return len(known), sum(a for a, _ in known), sum(b for _, b in known)


def ratio(rows: Sequence[Row], above: Callable[[Row], object], below: Callable[[Row], object]) -> Expected:
    n, numerator, denominator = both(rows, above, below)
    if n == 0:
        return len(rows), 0, release.Undefined("aucune réponse")
    if denominator == 0:
        return len(rows), n, release.Undefined("dénominateur nul")
    return len(rows), n, release.Ratio(float(Fraction(numerator, denominator)), numerator, denominator)


def change(rows: Sequence[Row], first: str, second: str) -> Expected:
    n, before, after = both(rows, lambda row: row.get(first), lambda row: row.get(second))
    if n == 0:
        return len(rows), 0, release.Undefined("aucune réponse")
    if before == 0:
        return len(rows), n, release.Undefined("dénominateur nul")
    return len(rows), n, release.Change(float(Fraction(after, before) - 1), before, after)


def share(rows: Sequence[Row], field: str) -> Expected:
    given = [row[field] for row in rows if field in row]
    yes = sum(1 for one in given if one is True)
    if not given:
        return len(rows), 0, release.Undefined("aucune réponse")
    return len(rows), len(given), release.Share(float(Fraction(yes, len(given))), yes, len(given))


def scale(rows: Sequence[Row], field: str) -> Expected:
    given = [value for row in rows if isinstance(value := row.get(field), int)]
    if not given:
        return len(rows), 0, release.Undefined("aucune réponse")
    classes = tuple(
        release.Class(n, str(n), given.count(n), float(Fraction(given.count(n), len(given)))) for n in range(6)
    )
    mean = float(Fraction(sum(given), len(given)))
    return len(rows), len(given), release.Scale(mean, float(median(given)), classes)


def multiple(rows: Sequence[Row], field: str, options: Mapping[str, str]) -> Expected:
    given = [value for row in rows if isinstance(value := row.get(field), frozenset)]
    if not given:
        return len(rows), 0, release.Undefined("aucune réponse")
    counts = {code: sum(1 for ticked in given if code in ticked) for code in options}
    classes = tuple(
        release.Class(code, label, counts[code], float(Fraction(counts[code], len(given))))
        for code, label in options.items()
    )
    return len(rows), len(given), release.Multiple(classes)


def polyvalents(row: Row) -> object:
    """Said yes: the number given; said no: none; said nothing: not known."""
    if "q11_polyvalents" not in row:
        return None
    return row.get("q11_polyvalents_aujourdhui") if row["q11_polyvalents"] else 0


def moved(row: Row) -> object:
    if "q13_territoire" not in row:
        return None
    return row.get("q13_combien") if row["q13_territoire"] else 0


def of(code: str) -> Callable[[Row], object]:
    return lambda row: row.get(code)


def by_hand(rows: Sequence[Row], options: Mapping[str, Mapping[str, str]]) -> dict[str, Expected]:
    """Every indicator but the response rate."""
    today, end = of("q2_aujourdhui"), of("q2_terme")
    asked_to_move = [row for row in rows if row.get("q13_territoire") is True]
    return {
        "reseaux_diagnostic": total(rows, of("q1_diagnostic")),
        "reseaux_aujourdhui": total(rows, today),
        "reseaux_terme": total(rows, end),
        "evolution_realisee": change(rows, "q1_diagnostic", "q2_aujourdhui"),
        "evolution_prevue": change(rows, "q2_aujourdhui", "q2_terme"),
        "coherence_guide": scale(rows, "q3_coherence_guide"),
        "methodologie": multiple(rows, "q4_methodologie", options["q4_methodologie"]),
        "cpom": share(rows, "q6_cpom"),
        "part_appui_coordination": ratio(rows, of("q9_appui_coordination"), today),
        "stade": scale(rows, "q10_stade"),
        "ars_polyvalents": share(rows, "q11_polyvalents"),
        "polyvalents_aujourdhui": total(rows, polyvalents),
        "polyvalents_terme": total(rows, of("q11_polyvalents_terme")),
        "part_polyvalents_aujourdhui": ratio(rows, polyvalents, today),
        "part_polyvalents_terme": ratio(rows, of("q11_polyvalents_terme"), end),
        "plurithematiques_aujourdhui": total(rows, of("q12_plurithematiques_aujourdhui")),
        "plurithematiques_terme": total(rows, of("q12_plurithematiques_terme")),
        "part_plurithematiques_aujourdhui": ratio(rows, of("q12_plurithematiques_aujourdhui"), today),
        "territoire": share(rows, "q13_territoire"),
        "territoire_sens": multiple(asked_to_move, "q13_sens", options["q13_sens"]),
        "territoire_reseaux": total(rows, moved),
        "anciens_reseaux": total(rows, of("q14_anciens")),
        "financements_cesses": total(rows, of("q15_cesses")),
        "arrets_envisages": total(rows, of("q15_envisages")),
        "documents_types": share(rows, "q16_documents"),
        "politique_si": share(rows, "q17_systeme_information"),
        "prestations_derogatoires": share(rows, "q18_prestations_derogatoires"),
        "etp_poursuite": share(rows, "q19_poursuite"),
        "coherence_dispositifs": scale(rows, "q20_coherence_dispositifs"),
    }
