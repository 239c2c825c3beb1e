"""Every way to break a definition that we know of, with the place and the words of the problem."""

from __future__ import annotations

from pathlib import Path

import pytest

from surveykit.errors import DefinitionError
from surveykit.load import load_definition, read_definition

CSV = "respondents.csv"
RULE = "check: q1_projets <= 3 * q1_ouvertes + 10"
ADDRESSES = "  addresses:\n    - enquete@agences.example"

# fmt: off
YAML = [
    ("title: Enquête", "title: Enquête¦: sur", "yaml_syntax", ["mapping values are not allowed", "quotes"]),
    ("scope: Toutes", "¦\tscope: Toutes", "yaml_syntax", ["indent with spaces, not tabs"]),
    ("scope: Toutes", "scope: ¦@Toutes", "yaml_syntax", ["must be in quotes"]),
    ("scope: Toutes les", "scope: 'l'¦ARS", "yaml_syntax", ["a quote inside a text is doubled"]),
    ("[taux_reponse, maisons_ouvertes]", "[taux_reponse, maisons_ouvertes\n  themes¦: []", "yaml_syntax",
     ["closed"]),
    ("language: fr", 'language: "f\\¦q"', "yaml_syntax", ["backslash"]),
    ("language: fr", "language: fr\n¦language: fr", "duplicate_key",
     ["'language'", "already at survey.yaml:5:1"]),
    ("language: fr", "language: ¦&a fr", "anchor", ["anchors and aliases are refused"]),
    ("language: fr", "language: ¦*a", "alias", ["'*a'", "refused"]),
    ("language: fr", "language: ¦!!str fr", "tag", ["str", "refused"]),
    ("language: fr", "language: ¦!!python/object/apply:os.system [x]", "tag", ["python", "refused"]),
    ("language: fr", "¦<<: {language: fr}", "merge_key", ["'<<'", "write the keys"]),
    ("language: fr", "? ¦[language]\n: fr", "key", ["one word"]),
    ("language: fr", "¦: fr", "key", ["found nothing before ':'"]),
    ("language: fr", 'language: ¦"f\\u0000r"', "character", ["U+0000"]),
    ("language: fr", 'language: ¦"f\\uD800r"', "character", ["U+D800"]),
    ("language: fr", "language: f¦\x07r", "character", ["U+0007"]),
]

SHAPE = [
    ("language: fr", "¦langage: fr", "unknown_key", ["'langage'", "did you mean 'language'?"]),
    ("            unit: maisons\n          - kind: count",
     "            ¦units: maisons\n          - kind: count", "unknown_key",
     ["'units'", "did you mean 'unit'?"]),
    ("            lines: 6", "            ¦maximum: 6", "unknown_key", ["'maximum'", "code, label, prompt"]),
    ("scope: Toutes les maisons de santé ouvertes dans le territoire de l’agence au 31 décembre 2014\n", "",
     "missing_key", ["'scope' is missing", "issuer"]),
    ("issuer:", "¦issuer: {bodies: [Ministère]}\nintroductions:", "missing_key", ["'reference' is missing"]),
    ("          - kind: scale\n            code: q4_cooperation\n", "          - ¦kind: scale\n",
     "missing_key", ["'code' is missing", "minimum_label"]),
    ("kind: yes_no", "¦kind: yesno", "unknown_kind", ["'yesno'", "did you mean 'yes_no'?"]),
    ("kind: yes_no", "¦kind: xyz", "unknown_kind", ["'xyz'", "count, scale, yes_no, one_choice"]),
    ("          - kind: yes_no\n            code", "          - ¦code", "missing_kind",
     ["'kind' is missing", "yes_no"]),
    ("  - kind: total\n", "  - ¦kind: sum\n", "unknown_kind", ["'sum'", "total, extrapolated_total, mean"]),
    ("title: Fonctionnement", "title: ¦2015", "wrong_type",
     ["expected a text", "the number 2015", "in quotes"]),
    ("title: Fonctionnement", "¦title:", "wrong_type", ["expected a text", "nothing (an empty value)"]),
    ("title: Fonctionnement", 'title: ¦""', "blank", ["expected some text"]),
    ("title: Fonctionnement", "¦title: [a]", "wrong_type", ["expected a text", "found a list"]),
    ("maximum: 5", "maximum: ¦five", "wrong_type", ["expected a whole number", "the text 'five'"]),
    ("maximum: 5", "maximum: ¦'5'", "wrong_type", ["expected a whole number", "without quotes"]),
    ("maximum: 5", "maximum: ¦5.5", "wrong_type", ["expected a whole number", "the number 5.5"]),
    ("maximum: 5", "maximum: ¦true", "wrong_type", ["expected a whole number", "the value true"]),
    ("            lines: 6\n            optional: true", "            optional: ¦oui", "wrong_type",
     ["expected true or false", "the text 'oui'"]),
    ("lines: 6", "lines: ¦60", "wrong_value", ["expected at most 40, found 60"]),
    ("minimum_units: 3", "minimum_units: ¦0", "wrong_value", ["expected at least 1, found 0"]),
    ("deadline: 2015-06-30", "deadline: ¦30/06/2015", "wrong_type",
     ["a date such as 2014-09-05", "30/06/2015"]),
    ("deadline: 2015-06-30", "deadline: ¦2015-06-31", "wrong_type", ["a date such as"]),
    (ADDRESSES, "  addresses: ¦enquete@agences.example", "wrong_type", ["expected a list", "after '- '"]),
    (ADDRESSES, "  ¦addresses: []", "too_few", ["1 or more entries, found 0"]),
    ("severity: error", "severity: ¦errors", "wrong_value", ["'errors'", "did you mean 'error'?"]),
    ("id: exemple_enquete", "id: ¦Exemple-Enquête", "wrong_value",
     ["lower-case", "did you mean 'exemple_enquete'?"]),
    ("id: exemple_enquete", "id: ¦" + "a" * 49, "wrong_value", ["at most 48 characters, found 49"]),
    ('edition: "2015"', "edition: ¦été 2015", "wrong_value", ["letters without accents"]),
    ("language: fr", "language: ¦french", "wrong_value", ["'fr-BE'"]),
]

MEANING = [
    ("check: q1_projets <= 3 *", "check: ¦q1_projet <= 3 *", "expression",
     ["'q1_projet'", "did you mean 'q1_projets'?"]),
    (RULE, "check: q1_projets <= ¦q2_aides", "expression", ["q2_aides"]),
    (RULE, "check: 'has(q2_aides, ¦''autrs'')'", "expression", ["autrs", "autres"]),
    (RULE, 'check: "q1_projets\\n <= \\u0033 * ¦q1_ouverte"', "expression", ["did you mean 'q1_ouvertes'?"]),
    (RULE, "check: >-\n      q1_projets\n      <= ¦q1_ouverte\n      + 10", "expression",
     ["did you mean 'q1_ouvertes'?"]),
    (RULE, "check: |\n      q1_projets\n      <= 10 +\n      ¦q1_ouverte", "expression",
     ["did you mean 'q1_ouvertes'?"]),
    (RULE, "check: q1_projets\n      <= ¦q1_ouverte", "expression", ["did you mean 'q1_ouvertes'?"]),
    ("when: q3_etudiants", "when: ¦q1_ouvertes", "expression", ["boolean"]),
    ("value: q1_ouvertes", "value: q1_ouvertes +¦", "expression", []),
    ("code: q3_combien", "code: ¦q1_ouvertes", "duplicate_code",
     ["'q1_ouvertes'", "already at survey.yaml:35:19"]),
    ("code: fonctionnement", "code: ¦investissement", "duplicate_code",
     ["option code", "already at survey.yaml:52:23"]),
    ("number: 3", "number: ¦2", "duplicate_code", ["question number '2'", "already at survey.yaml:44:17"]),
    ("maximum: 5", "maximum: ¦0", "empty_range", ["more than 0"]),
    ("code: q3_combien", "code: ¦respondent", "reserved_code", ["'respondent'"]),
    ("{q1_projets} maisons en projet.", "{q1_projet} maisons", "unknown_field",
     ["did you mean 'q1_projets'?"]),
    ("    field: q4_cooperation", "    field: ¦q4_cooperations", "unknown_field",
     ["did you mean 'q4_cooperation'?"]),
    ("    field: q4_cooperation", "    field: ¦q1_ouvertes", "wrong_kind", ["expected scale"]),
    ("key_figures: [taux_reponse, ", "key_figures: [¦taux_reponses, ", "unknown_indicator",
     ["'taux_reponse'?"]),
]

POPULATION = [
    ("file: respondents.csv", "file: ¦../respondents.csv", "outside_folder",
     ["leaves the definition's folder"]),
    ("file: respondents.csv", "file: ¦/etc/passwd", "outside_folder", ["leaves the definition's folder"]),
    ("file: respondents.csv", "file: ¦C:respondents.csv", "outside_folder", ["leaves"]),
    ("file: respondents.csv", "file: ¦12", "wrong_type", ["name of a CSV file"]),
    ("  file: respondents.csv", "  file: ¦respondents.csv\n  respondents: []", "two_populations",
     ["keep one"]),
    ("  file: respondents.csv\n", "", "missing_key", ["'respondents' is missing"]),
    ("code,nom,milieu", "¦codes,nom,milieu", "csv_column", ["'code'", "did you mean 'codes'?"], CSV),
    ("code,nom,milieu", "¦code,nommé,milieu", "csv_column", ["'nom' (or 'name')", "'nommé'"], CSV),
    ("code,nom,milieu", "¦code,nom,milieux", "csv_column", ["'milieu'", "did you mean 'milieux'?"], CSV),
    ("code,nom,milieu", "code,nom,milieu,¦nom", "csv_column", ["'nom' stands twice"], CSV),
    ("code,nom,milieu\nagence_est,Agence de l’Est,urbain", "code,nom,milieu,¦\nagence_est,Est,urbain,x",
     "csv_column", ["expected the name of a column"], CSV),
    ("agence_lac,Agence du Lac", "¦,Agence du Lac", "csv_blank", ["code of a respondent is blank"], CSV),
    ("agence_lac,Agence du Lac", "agence_lac,¦ ", "csv_blank", ["name of a respondent is blank"], CSV),
    ("agence_lac,", "¦agence_est,", "csv_duplicate", ["'agence_est' is already at line 2"], CSV),
    ("Lac,rural", "Lac,¦rurale", "unknown_group", ["'rurale'", "urbain, rural", "did you mean 'rural'?"],
     CSV),
    ("Lac,rural", "Lac,¦", "unknown_group", ["''", "urbain, rural"], CSV),
    ("agence_lac,Agence du Lac,rural", "¦agence_lac,rural", "csv_cells", ["expected 3 cells", "found 2"],
     CSV),
    ("agence_lac,Agence du Lac,rural", "¦agence_lac,Agence,du Lac,rural", "csv_cells", ["found 4"], CSV),
    ("agence_lac,Agence", 'agence_lac,¦"Agence', "csv_quote", ["never closed"], CSV),
    ("agence_lac,Agence", 'agence_lac,"A"¦gence', "csv_quote", ["expected ','"], CSV),
    ("agence_lac,", "¦Agence-Lac,", "wrong_value", ["lower-case", "did you mean 'agence_lac'?"], CSV),
]

CODED = "\ncoding:\n  - fields: [{field: %s, label: X}]\n    themes:\n      - {code: %s, label: A}\n%s\nrules:"
CODING = [
    ("\nrules:", CODED % ("¦q5_difficulte", "a", ""), "unknown_field", ["did you mean 'q5_difficultes'?"]),
    ("\nrules:", CODED % ("¦q1_ouvertes", "a", ""), "wrong_kind", ["count, expected text"]),
    ("\nrules:", CODED % ("q5_difficultes", "¦aucun_theme", ""), "reserved_code", ["which every frame has"]),
    ("\nrules:", CODED % ("q5_difficultes", "¦A b", ""), "wrong_value", ["did you mean 'a_b'?"]),
    ("\nrules:", CODED % ("q5_difficultes", "a", "      - {code: ¦a, label: B}"), "duplicate_code",
     ["theme code 'a'", "already at survey.yaml:101:16"]),
    ("\nrules:", CODED % ("q5_difficultes", "a", "      - {¦cod: b, label: B}"), "unknown_key",
     ["did you mean 'code'?"]),
    ("\nrules:", CODED % ("q5_difficultes", "a", "      - ¦{code: b}"), "missing_key",
     ["'label' is missing"]),
]
# fmt: on

CASES = (*YAML, *SHAPE, *MEANING, *CODING, *POPULATION)


@pytest.mark.parametrize("case", CASES, ids=[case[1][:40] for case in CASES])
def test_a_broken_definition_says_what_and_where(broken, case) -> None:
    old, new, code, fragments, *file = case
    folder, place = broken(old, new, *file)
    with pytest.raises(DefinitionError) as caught:
        load_definition(folder)
    found = [problem for problem in caught.value.problems if problem.code == code]
    assert found, [f"{problem.code} {problem.message}" for problem in caught.value.problems]
    if "¦" in new:
        assert place in [str(problem.place) for problem in found]
        found = [problem for problem in found if str(problem.place) == place]
    assert all(fragment in found[0].message for fragment in fragments), found[0].message


def test_every_problem_is_told_at_once_in_the_order_of_the_file(broken, folder: Path) -> None:
    broken("language: fr", "langage: fr")
    broken("lines: 6", "lines: 60")
    broken("agence_lac,", "agence_est,", "respondents.csv")
    problems = read_definition(folder).problems
    assert [(problem.code, problem.place.line) for problem in problems] == [
        ("unknown_key", 5),
        ("wrong_value", 95),
        ("csv_duplicate", 3),
    ]


def test_a_refused_value_makes_one_problem_only(broken) -> None:
    folder, _ = broken("check: q1_projets <= 3 * q1_ouvertes + 10", "check: *shared")
    assert [problem.code for problem in read_definition(folder).problems] == ["alias"]


def test_a_missing_table_makes_one_problem_only(folder: Path) -> None:
    (folder / "respondents.csv").unlink()
    assert [str(problem.place) for problem in read_definition(folder).problems] == ["respondents.csv"]


def test_a_table_may_not_be_a_link_that_leaves_the_folder(folder: Path) -> None:
    table = folder / "respondents.csv"
    outside = folder.parent / "elsewhere.csv"
    table.rename(outside)
    table.symlink_to(outside)
    assert [problem.code for problem in read_definition(folder).problems] == ["outside_folder"]
