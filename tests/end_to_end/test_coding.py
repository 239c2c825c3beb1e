"""Coding by the command line: two coders, their agreement, whoever settles, the figures, what may be quoted."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result

import surveykit as sk
from coding_bench import edited
from surveykit.cli import surveykit
from surveykit.rehearsal import coded_workbook

SURVEY = "reseaux_2014"
THEMES = "q8_difficultes_themes"
Run = Callable[..., Result]
Marks = dict[str, Sequence[str]]

WORDS = {
    "alsace": "Statuts associatifs.",
    "aquitaine": "Crédits insuffisants et statuts.",
    "auvergne": "Empilement des dispositifs.",
    "bourgogne": "Rien là de particulier.",
    "bretagne": "Crédits.",
}


def answers(code: str, difficulties: str) -> str:
    held = {"q7_elements_favorisants": "Une volonté partagée.", "q8_difficultes": difficulties}
    return json.dumps({"survey": SURVEY, "edition": "2014", "respondent": code, "answers": held})


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SURVEYKIT_REGISTER", raising=False)

    def call(*words: str, code: int = 0) -> Result:
        result = CliRunner().invoke(surveykit, list(words), standalone_mode=False)
        assert result.exception is None or isinstance(result.exception, sk.SurveykitError), result.exception
        assert (2 if result.exception else result.return_value or 0) == code, f"{words}\n{result.output}"
        return result

    collect(call, WORDS)
    return call


def collect(run: Run, words: dict[str, str]) -> None:
    for code, said in words.items():
        Path(f"{code}.json").write_text(answers(code, said), encoding="utf-8")
        run("collect", SURVEY, f"{code}.json")


def fill(path: str, marks: Marks, page: str = "Q8", **typed: dict[str, str]) -> None:
    """Ticks themes in the lines of respondents, and types into the columns whose headings are given."""

    def change(book: Any) -> None:
        sheet = book[page]
        headings = {str(cell.value): cell.column for cell in sheet[2]}
        for row in range(3, sheet.max_row + 1):
            who = sheet.cell(row, headings["Code répondant"]).value
            for theme in marks.get(who, ()):
                sheet.cell(row, next(n for name, n in headings.items() if name.endswith(f"[{theme}]"))).value = "x"
            for heading, values in typed.items():
                if who in values:
                    sheet.cell(row, headings[heading.replace("_", " ")]).value = values[who]

    Path(path).write_bytes(edited(Path(path).read_bytes(), change))


MARIE: Marks = {
    "alsace": ["statut_personnel"],
    "aquitaine": ["financement", "statut_personnel"],
    "auvergne": ["lisibilite"],
    "bourgogne": ["aucun_theme"],
    "bretagne": ["financement"],
}
PAUL: Marks = {**MARIE, "aquitaine": ["financement"]}


def code(run: Run, coder: str, marks: Marks, *options: str, result: int = 0, **typed: dict[str, str]) -> Result:
    path = f"{coder}.xlsx"
    run("code", "export", SURVEY, "--question", "8", "--coder", coder, *options, "-o", path)
    fill(path, marks, **typed)
    return run("code", "import", SURVEY, path, "--coder", coder, *options, code=result)


def figures(run: Run, *options: str) -> dict[str, Any]:
    told = json.loads(run("aggregate", SURVEY, *options).stdout)
    return {one["id"]: one for one in told["figures"] if one["group"] is None} | {"quotations": told.get("quotations")}


def test_one_coder_and_the_themes_are_counted(run: Run) -> None:
    assert THEMES not in figures(run)
    done = code(run, "marie", MARIE)
    assert "5 answers coded in marie.xlsx: 5 recorded, 0 already known; 0 refusals" in done.stderr
    again = run("code", "import", SURVEY, "marie.xlsx", "--coder", "marie")
    assert "0 recorded, 5 already known" in again.stderr
    found = figures(run)[THEMES]
    assert (found["kind"], found["label"]) == ("multiple", "Difficultés rencontrées")
    assert (found["answered"], found["eligible"]) == (5, 5)
    counts = {one["code"]: (one["count"], one["share"]) for one in found["distribution"]}
    assert counts["financement"] == counts["statut_personnel"] == (2, 0.4)
    assert (counts["lisibilite"], counts["aucun_theme"], counts["autre"]) == ((1, 0.2), (1, 0.2), (0, 0.0))
    assert list(counts)[-1] == "aucun_theme"


def test_a_text_that_says_nothing_goes_to_no_coder_and_has_no_theme(run: Run) -> None:
    collect(run, {"corse": "Néant.", "limousin": "aucune remarque", "picardie": "/"})
    done = code(run, "marie", MARIE)
    assert "5 answers coded in marie.xlsx" in done.stderr
    assert "not coded yet" not in done.stderr
    found = figures(run)[THEMES]
    counts = {one["code"]: one["count"] for one in found["distribution"]}
    assert (found["answered"], found["eligible"]) == (7, 8)
    assert (counts["financement"], counts["aucun_theme"]) == (2, 3)


def test_two_coders_differ_and_nothing_is_counted_until_somebody_settles(run: Run) -> None:
    code(run, "marie", MARIE)
    assert "q8_difficultes is not counted: coders differ on 1 answers" in code(run, "paul", PAUL).stderr
    assert THEMES not in figures(run)
    listed = run("code", "agreement", SURVEY, "--disagreements", code=1)
    rows = [line.split()[1:3] for line in listed.stdout.splitlines() if "q8_difficultes" in line]
    assert rows == [["aquitaine", "marie"], ["aquitaine", "paul"]]
    blind = openpyxl.load_workbook("paul.xlsx")["Q8"]
    assert not any("marie" in str(cell.value) for row in blind for cell in row)

    run("code", "export", SURVEY, "--question", "q8", "--reconciled", "-o", "both.xlsx")
    sheet = openpyxl.load_workbook("both.xlsx")["Q8"]
    remarks = [sheet.cell(row, 3).value for row in range(3, 8)]
    said = "À départager\u00a0:\nmarie\u00a0: financement, statut_personnel\npaul\u00a0: financement"
    assert remarks == [None, said, None, None, None]
    fill("both.xlsx", {"aquitaine": ["financement"]})
    run("code", "import", SURVEY, "both.xlsx", "--coder", "chef", code=1)
    run("code", "import", SURVEY, "both.xlsx", "--coder", "chef", "--reconciled")
    counts = {one["code"]: one["count"] for one in figures(run)[THEMES]["distribution"]}
    assert (counts["statut_personnel"], counts["financement"]) == (1, 2)
    run("code", "agreement", SURVEY)


def test_agreement_is_shown_as_computed_by_hand(run: Run) -> None:
    """statut_personnel: marie 2, paul 1, both 1 of 5: Po 4/5, Pe 2/5*1/5 + 3/5*4/5 = 14/25, kappa 6/11 = 0.545.

    financement: 2, 2, 2: Pe 13/25; lisibilite: 1, 1, 1: Pe 17/25; kappa 1. Six themes nobody found: Pe 1.
    Pooled over nine: mean Po 44/45, mean Pe (14 + 13 + 17 + 6 * 25)/225 = 194/225, kappa 26/31 = 0.839.
    """
    code(run, "marie", MARIE)
    code(run, "paul", PAUL)
    lines = run("code", "agreement", SURVEY, "--question", "8", code=1).stdout.splitlines()
    shown = {line.split()[0]: line.split()[1:] for line in lines if line.strip()}
    assert shown["statut_personnel"] == ["5", "2", "1", "1", "0.800", "0.545"]
    assert shown["financement"] == ["5", "2", "2", "2", "1.000", "1.000"]
    assert shown["resistances"] == ["5", "0", "0", "0", "1.000", "–"]
    assert shown["q8_difficultes"] == ["marie", "/", "paul", "(all,", "pooled)", "5", "0.800", "0.839"]


def test_an_answer_that_changes_is_to_be_coded_again(run: Run) -> None:
    code(run, "marie", MARIE)
    run("code", "export", SURVEY, "--question", "8", "--coder", "marie", "-o", "before.xlsx")
    run("correct", SURVEY, "alsace", "q8_difficultes", "Statuts et calendrier.", "--why", "par téléphone", "--who", "x")
    table = run("status", SURVEY).stdout
    assert "coding: 5 answers to code, 1 to code again because they changed" in table
    (row,) = (line.split() for line in table.splitlines() if line.strip().startswith("q8_difficultes"))
    assert row[1:] == ["5", "4", "0", "0", "1", "yes"]
    assert (figures(run)[THEMES]["answered"], figures(run)[THEMES]["eligible"]) == (4, 5)

    stale = run("code", "import", SURVEY, "before.xlsx", "--coder", "marie", code=1)
    assert "answer_since_changed" in stale.stdout
    assert "1 answers changed since they were coded" in stale.stderr
    told = run("code", "export", SURVEY, "--question", "8", "--coder", "marie", "-o", "after.xlsx").stderr
    assert "1 answers changed since they were coded and must be coded again" in told
    sheet = openpyxl.load_workbook("after.xlsx")["Q8"]
    assert str(sheet["C3"].value).startswith("À coder de nouveau")
    run("correct", SURVEY, "alsace", "q8_difficultes", WORDS["alsace"], "--why", "erreur", "--who", "x")
    assert figures(run)[THEMES]["answered"] == 5, "the text that was coded is back"


def test_only_what_was_cleared_by_name_is_quoted_and_nobody_is_named(run: Run) -> None:
    cleared = {"auvergne": "Mme Petit", "bretagne": "oui", "bourgogne": "M. Durand"}
    done = code(run, "marie", MARIE, result=1, À_citer=cleared, Extrait_à_citer={"bourgogne": "de particulier"})
    assert "quote_unnamed" in done.stdout
    told = figures(run)["quotations"]
    assert told == [
        {"question": "8", "field": "q8_difficultes", "text": "Empilement des dispositifs.", "cleared_by": "Mme Petit"},
        {"question": "8", "field": "q8_difficultes", "text": "de particulier", "cleared_by": "M. Durand"},
    ]
    run("report", SURVEY, "--to", "html", "-o", "bilan.html")
    page = Path("bilan.html").read_text(encoding="utf-8")
    assert "Difficultés rencontrées" in page
    assert "«\u00a0Empilement des dispositifs.\u00a0» (question\u00a08)" in page
    assert "Crédits insuffisants" not in page
    assert not any(name in page for name in ("Auvergne", "Petit", "Durand"))


def test_themes_are_withheld_like_any_figure(run: Run) -> None:
    """Two coded answers are fewer than three; a later one would be told by the difference with what was published."""
    first_two = {"alsace": ["statut_personnel"], "aquitaine": ["financement"]}
    code(run, "marie", first_two)
    found = figures(run)[THEMES]
    assert (found["status"], found["rule"], found["answered"]) == ("withheld", "too_few", 2)
    assert "distribution" not in found
    code(run, "marie", {**first_two, "auvergne": ["lisibilite"]})
    before = figures(run)[THEMES]
    assert before["status"] == "published"
    run("publish", SURVEY, "--to", "html", "-o", "bilan.html", "--yes", "--simulated")
    code(run, "marie", MARIE)
    late = figures(run)[THEMES]
    assert (late["status"], late["distribution"]) == ("earlier", before["distribution"])


def test_a_theme_is_added_in_the_workbook(run: Run) -> None:
    run("code", "export", SURVEY, "--question", "8", "-o", "m.xlsx")
    fill("m.xlsx", MARIE, Autres_codes={"bretagne": "Calendrier serré"})

    def extend(book: Any) -> None:
        book["Grille"].append(["", "q8_difficultes", "calendrier_serre", "Calendrier serré", ""])

    Path("m.xlsx").write_bytes(edited(Path("m.xlsx").read_bytes(), extend))
    run("code", "import", SURVEY, "m.xlsx", "--coder", "marie")
    counts = {one["label"]: one["count"] for one in figures(run)[THEMES]["distribution"]}
    assert list(counts)[-2:] == ["Calendrier serré", "Aucun thème"]
    assert counts["Calendrier serré"] == 1
    run("code", "export", SURVEY, "--question", "8", "--coder", "paul", "-o", "p.xlsx")
    assert "Calendrier serré\n[calendrier_serre]" in [cell.value for cell in openpyxl.load_workbook("p.xlsx")["Q8"][2]]


def test_coding_that_was_not_imported_is_never_written_over(run: Run) -> None:
    export = ("code", "export", SURVEY, "--question", "8", "-o", "m.xlsx")
    run(*export)
    run(*export)
    fill("m.xlsx", MARIE)
    filled = Path("m.xlsx").read_bytes()
    run(*export, code=2)
    assert Path("m.xlsx").read_bytes() == filled
    run("code", "import", SURVEY, "m.xlsx", "--coder", "Marie")
    run(*export, "--coder", " MARIE")
    assert "0 recorded, 5 already known" in run("code", "import", SURVEY, "m.xlsx", "--coder", "marie").stderr


def test_what_cannot_be_imported_is_told_and_nothing_changes(run: Run) -> None:
    Path("old.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    assert "damaged" in run("code", "import", SURVEY, "old.xls", "--coder", "marie", code=1).stdout
    run("code", "export", SURVEY, "--question", "9", "-o", "x.xlsx", code=2)
    run("code", "import", SURVEY, "old.xls", "--coder", " ", code=2)
    survey = sk.load_survey(SURVEY)
    with sk.open_register(f"{SURVEY}.sqlite", survey) as campaign:
        assert campaign.register.codings() == ()


def test_a_simulated_coding_is_the_same_each_time_and_goes_through(run: Run) -> None:
    survey = sk.load_survey(SURVEY)
    with sk.open_register(f"{SURVEY}.sqlite", survey) as campaign:
        first, again = (coded_workbook(campaign, "marie", 7, cleared_by="Mme Petit") for _ in range(2))
        other = coded_workbook(campaign, "marie", 8)
    assert first == again != other
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert archive.testzip() is None
    Path("s.xlsx").write_bytes(first)
    done = run("code", "import", SURVEY, "s.xlsx", "--coder", "marie")
    assert "10 answers coded in s.xlsx: 10 recorded" in done.stderr
    assert THEMES in figures(run)
    groups = json.loads(run("aggregate", SURVEY, "--by", "ensemble").stdout)["figures"]
    assert {one["group"] for one in groups if one["id"] == THEMES} == {None, "metropole", "outre_mer"}
    assert run("aggregate", SURVEY, "--before-disclosure", "--to", "csv").stdout.count(THEMES) == 11
