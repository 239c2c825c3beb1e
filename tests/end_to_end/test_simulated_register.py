"""A register that holds simulated returns knows it, and all that is made of it says so; a real one's says nothing."""

from __future__ import annotations

import csv
import email
import io
import json
import shutil
import zipfile
from collections.abc import Iterator
from email import policy
from pathlib import Path

import docx
import duckdb
import openpyxl
import pyreadstat
import pytest
from click.testing import CliRunner, Result

import surveykit as sk
from surveykit.cli import surveykit
from surveykit.pipeline import open_register, read_prefill, report
from surveykit.texts import joined

SURVEY = "reseaux_2014"
MARK = "DONNÉES SIMULÉES"
DRAFT = "PROJET"
AFTER = ("--date", "2014-09-20")
FORMATS = ("docx", "html", "xlsx", "json", "csv", "sav", "dta", "parquet", "eml", "txt")


def run(command: str, *words: str) -> Result:
    said = [*command.split(), SURVEY, *words]
    result = CliRunner().invoke(surveykit, said, standalone_mode=False)
    assert result.exception is None, result.exception
    return result


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register of simulated returns and one of the same answers as if they had been given, with the same names."""
    folder = tmp_path_factory.mktemp("registers")
    run("simulate", "--to", "json", "--seed", "7", "-n", "20", "-o", str(folder / "drawn"))
    (folder / "given").mkdir()
    for path in sorted((folder / "drawn").iterdir()):
        held = json.loads(path.read_text("utf-8"))
        assert held.pop("simulated") is True
        held["answers"]["q2_terme"] = "environ 12"  # something is left to verify
        path.write_text(json.dumps({**held, "simulated": True}), "utf-8")
        (folder / "given" / path.name).write_text(json.dumps(held), "utf-8")
    for kind in ("drawn", "given"):
        run("collect", str(folder / kind), "--register", str(folder / f"{kind}.sqlite"))
    return folder


def outputs(folder: Path, kind: str, where: Path) -> Iterator[tuple[Path, Result]]:
    """Every file that the command line makes of a register, each with what it said."""
    register = ("--register", str(folder / f"{kind}.sqlite"))

    def made(name: str, *words: str) -> tuple[Path, Result]:
        return where / name, run(*words, *register, "-o", str(where / name))

    yield made("bilan.docx", "report", "--draft", "--to", "docx")
    yield made("bilan.html", "report", "--draft", "--to", "html")
    yield made("bilan.xlsx", "report", "--draft", "--to", "xlsx")
    for to in ("json", "csv", "xlsx"):
        yield made(f"chiffres.{to}", "aggregate", "--to", to)
    for to in ("csv", "xlsx", "html"):
        yield made(f"retours.{to}", "status", "--to", to, *AFTER)
        yield made(f"points.{to}", "findings", "--to", to)
    yield made("retours.json", "status", "--json", *AFTER)
    for to in ("html", "txt", "docx"):
        yield made(f"lettre.{to}", "findings", "--to", to, "--respondent", "alsace", *AFTER)
    yield made("codage.xlsx", "code export")
    for to in ("csv", "xlsx", "sav", "dta", "parquet"):
        yield made(f"reponses.{to}", "export", "--to", to, "--confidential")
    for purpose in ("overdue", "corrections"):
        run("mail", "--for", purpose, "--all", *AFTER, *register, "-o", str(where / purpose))


@pytest.fixture(scope="module")
def drawn(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("drawn")
    for path, said in outputs(folder, "drawn", where):
        assert f"{MARK}: " in said.stderr, path
        assert f"the name of {path} does not say so" in said.stderr, path
    return where


@pytest.fixture(scope="module")
def given(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("given")
    for path, said in outputs(folder, "given", where):
        assert "SIMUL" not in said.stderr, path
    return where


def words(path: Path) -> list[str]:  # noqa: PLR0911 (one return for each format)
    """What stands on each page, sheet or row of a file, or in it as a whole."""
    match path.suffix:
        case ".docx":
            word = docx.Document(str(path))
            return ["\n".join(one.text for one in word.sections[0].header.paragraphs), word.core_properties.title]
        case ".xlsx":
            book = openpyxl.load_workbook(path)
            printed = [str(page.oddHeader.center.text) for page in book]
            if "Libellés" in book.sheetnames:  # the answers: their header stays in the first row
                pages = [str(row[-1]) for row in [*book["Réponses"].values][1:]]
            else:
                pages = [str(page["A1"].value) for page in book]
            return [*printed, *pages, str(book.properties.title)]
        case ".csv":
            rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8"), newline="")))
            return [row.get("diffusion", "") for row in rows]
        case ".json":
            return [MARK if json.loads(path.read_text("utf-8")).get("simulated") is True else ""]
        case ".sav" | ".dta":
            read = pyreadstat.read_sav if path.suffix == ".sav" else pyreadstat.read_dta
            frame, meta = read(str(path))
            last = frame.columns[-1]
            return [meta.file_label, meta.column_names_to_labels[last] if frame[last].eq(1).all() else ""]
        case ".parquet":
            relation = duckdb.read_parquet(str(path))
            return [MARK if "_simulated" in relation.columns else ""]
        case ".eml":
            message = email.message_from_bytes(path.read_bytes(), policy=policy.default)
            return [message["Subject"], message.get_body().get_content().split("\n")[0], *_attached(message)]
        case ".txt":
            return [path.read_text("utf-8").split("\n")[0]]
        case _:
            page = path.read_text("utf-8")
            return [page.partition("<aside")[2].partition("</aside>")[0], page.partition("<title>")[2][:40]]


def _attached(message: email.message.EmailMessage) -> list[str]:
    return [MARK if "-donnees-simulees." in str(one.get_filename()) else "" for one in message.iter_attachments()]


def test_every_page_of_every_file_says_it(drawn: Path) -> None:
    files = [path for path in sorted(drawn.rglob("*")) if path.is_file()]
    assert {path.suffix.lstrip(".") for path in files} == set(FORMATS)
    for path in files:
        said = words(path)
        assert said, path
        assert all(MARK in one for one in said), (path, said)


def test_nothing_that_is_made_of_real_returns_says_it(given: Path) -> None:
    files = [path for path in sorted(given.rglob("*")) if path.is_file()]
    for path in files:
        assert "simul" not in path.name
        assert MARK.encode() not in path.read_bytes(), path
        assert not any(MARK in one for one in words(path)), path
        if path.suffix in {".docx", ".xlsx"}:
            with zipfile.ZipFile(path) as package:
                assert all(MARK.encode() not in package.read(name) for name in package.namelist()), path


def test_files_have_the_same_content_but_for_the_mark(drawn: Path, given: Path) -> None:
    def rows(where: Path, name: str) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO((where / name).read_text("utf-8"), newline="")))

    for name in ("chiffres.csv", "points.csv", "retours.csv", "reponses.csv", "reponses.statuses.csv"):
        marked = rows(drawn, name)
        real = rows(given, name)
        of_real = [
            one.pop("diffusion", "") for one in real
        ]  # figures are a draft, of simulated answers or of real ones
        assert set(of_real) == {DRAFT if name == "chiffres.csv" else ""}
        assert [one.pop("diffusion") for one in marked] == [joined(filter(None, (one, MARK))) for one in of_real]
        for one in (*marked, *real):
            for moment in ("returned_at", "complete_at", "corrected_at"):
                one.pop(moment, None)
        assert marked == real
    figures, real_figures = (json.loads((where / "chiffres.json").read_text("utf-8")) for where in (drawn, given))
    assert figures.pop("simulated") is True
    assert figures == real_figures


def test_messages_are_named_by_it(drawn: Path) -> None:
    names = [path.name for path in drawn.rglob("*.eml")]
    assert len(names) == 26
    assert all(name.endswith("-donnees-simulees.eml") for name in names)


def test_figures_before_disclosure_control_say_both(folder: Path, tmp_path: Path) -> None:
    register = ("--register", str(folder / "drawn.sqlite"))
    for to in ("csv", "json"):
        run("aggregate", "--before-disclosure", "--to", to, *register, "-o", str(tmp_path / f"tout-simule.{to}"))
    rows = list(csv.DictReader(io.StringIO((tmp_path / "tout-simule.csv").read_text("utf-8"), newline="")))
    assert {row["diffusion"] for row in rows} == {f"CONFIDENTIEL – {DRAFT} – {MARK}"}
    told = json.loads((tmp_path / "tout-simule.json").read_text("utf-8"))
    assert (told["simulated"], told["confidential"]) == (True, True)


def test_a_name_that_says_it_needs_no_word(folder: Path, tmp_path: Path) -> None:
    where = tmp_path / "Chiffres simulés.json"
    said = run("aggregate", "--register", str(folder / "drawn.sqlite"), "-o", str(where)).stderr
    assert f"{MARK}: " in said
    assert "does not say so" not in said


def test_a_draft_of_simulated_data_says_both(folder: Path) -> None:
    survey = sk.load_survey(SURVEY)
    with open_register(folder / "drawn.sqlite", survey, create=False) as campaign:
        assert campaign.simulated
        release = sk.disclose(survey, sk.aggregate(survey, campaign))
    assert release.simulated
    word = docx.Document(io.BytesIO(report(survey, release, "docx")))
    assert word.sections[0].header.paragraphs[0].text == f"{DRAFT} – {MARK}"


@pytest.fixture
def two_returns(folder: Path, tmp_path: Path) -> tuple[Path, Path]:
    """The first return of two registers, simulated and real, each under a name of its own."""
    first = min((folder / "drawn").iterdir()).name
    return tuple(shutil.copy(folder / kind / first, tmp_path / f"{kind}.json") for kind in ("drawn", "given"))


def gathered(register: Path, *paths: Path) -> tuple[int, list[list[str]], str]:
    """The exit code of a collection, the findings on mixed returns of each file, and what it shows people."""
    words = (*map(str, paths), "--register", str(register))
    said = run("collect", *words, "--json")
    files = json.loads(said.stdout)["files"]
    mixed = [[one["message"] for one in file["findings"] if one["code"] == "simulated_among_real"] for file in files]
    return said.return_value, mixed, " ".join(run("collect", *words).stdout.split())


def test_a_simulated_return_among_real_ones_is_an_error_of_its_file(folder, two_returns, tmp_path) -> None:
    drawn, given = two_returns
    register = tmp_path / "mixed.sqlite"
    run("collect", str(given), "--register", str(register))
    code, ((said,),), shown = gathered(register, drawn)
    assert code == 1
    assert "retour simulé" in said
    assert "prend la place" in said
    assert "Rétablissez la sauvegarde" in said
    assert "Rétablissez la sauvegarde" in shown
    another = sorted((folder / "drawn").iterdir())[1]
    code, ((said,),), _ = gathered(register, another)
    assert code == 1
    assert "prend la place" not in said


def test_a_real_return_among_simulated_ones_is_told_once(folder, two_returns, tmp_path) -> None:
    drawn, given = two_returns
    register = tmp_path / "mixed.sqlite"
    assert gathered(register, drawn)[1] == [[]]
    code, ((said,),), _ = gathered(register, given)
    assert code == 1
    assert "autre registre" in said
    assert gathered(register, sorted((folder / "given").iterdir())[1])[1] == [[]]


@pytest.mark.parametrize("kind", ["drawn", "given"])
def test_returns_of_one_kind_say_nothing(folder, kind, tmp_path) -> None:
    found = gathered(tmp_path / "r.sqlite", folder / kind)[1]
    assert len(found) == 20
    assert not any(found)


def test_no_respondent_is_asked_about_it(folder, two_returns, tmp_path) -> None:
    register = tmp_path / "mixed.sqlite"
    for one in reversed(two_returns):
        run("collect", str(one), "--register", str(register))
    whose = json.loads(two_returns[0].read_text("utf-8"))["respondent"]
    for to in ("txt", "html"):
        words = ("--respondent", whose, "--to", to, "-o", str(tmp_path / f"l.{to}"))
        run("findings", *words, "--register", str(register), "--date", "2014-09-20")
        assert "sauvegarde" not in (tmp_path / f"l.{to}").read_text("utf-8")
    assert "simulated_among_real" in run("findings", "--register", str(register), "--json").stdout


def test_one_simulated_return_that_was_superseded_marks_all_that_comes_after(folder: Path, tmp_path: Path) -> None:
    register = tmp_path / "melange.sqlite"
    one = "alsace.json"
    run("collect", str(folder / "drawn" / one), "--register", str(register))
    said = run("collect", str(folder / "given"), "--register", str(register)).stderr
    assert MARK not in said  # none of these is
    survey = sk.load_survey(SURVEY)
    with open_register(register, survey, create=False) as campaign:
        assert not any(current.response.simulated for current in campaign.responses())
        assert campaign.simulated
        assert sk.aggregate(survey, campaign).simulated
    table = tmp_path / "reponses.parquet"
    run("export", "--to", "parquet", "--confidential", "--register", str(register), "-o", str(table))
    assert duckdb.read_parquet(str(table)).filter("_simulated").fetchall() == []
    assert sk.aggregate(survey, str(table)).simulated


@pytest.fixture(scope="module")
def tables(drawn: Path, given: Path) -> dict[str, str]:
    return {"drawn": str(drawn / "reponses.parquet"), "given": str(given / "reponses.parquet")}


ENGINES = ["duckdb", pytest.param("spark", marks=pytest.mark.spark)]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("kind", ["drawn", "given"])
def test_a_table_carries_it(tables: dict[str, str], kind: str, engine: str) -> None:
    survey = sk.load_survey(SURVEY)
    results = sk.aggregate(survey, tables[kind], engine=engine)
    assert results.simulated is (kind == "drawn")
    assert sk.disclose(survey, results).simulated is (kind == "drawn")


def test_a_relation_carries_it_too(tables: dict[str, str]) -> None:
    survey = sk.load_survey(SURVEY)
    connection = duckdb.connect()
    for kind, path in tables.items():
        assert sk.aggregate(survey, connection.read_parquet(path)).simulated is (kind == "drawn")


@pytest.mark.spark
def test_a_frame_carries_it_too(tables: dict[str, str]) -> None:
    from surveykit.engines.spark import local_session  # noqa: PLC0415 (the others need no Java)

    survey = sk.load_survey(SURVEY)
    for kind, path in tables.items():
        assert sk.aggregate(survey, local_session().read.parquet(path)).simulated is (kind == "drawn")


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("names", [("a_drawn", "b_given"), ("a_given", "b_drawn")])
def test_one_simulated_table_among_several_is_enough(
    tables: dict[str, str], names: tuple[str, str], engine: str, tmp_path: Path
) -> None:
    for name in names:
        of_half = "respondent < 'l'" if name.startswith("a_") else "respondent >= 'l'"
        half = duckdb.read_parquet(tables[name.partition("_")[2]]).filter(of_half)
        half.write_parquet(str(tmp_path / f"{name}.parquet"))
    results = sk.aggregate(sk.load_survey(SURVEY), str(tmp_path / "*.parquet"), engine=engine)
    assert (results.returned, results.simulated) == (20, True)


def test_what_is_prefilled_from_it_is_simulated_too(folder: Path, tables: dict[str, str]) -> None:
    survey = sk.load_survey(SURVEY)
    for kind in ("drawn", "given"):
        for source in (folder / f"{kind}.sqlite", Path(tables[kind])):
            held = read_prefill(survey, source)
            assert len(held.responses) == 20
            assert {one.simulated for one in held.responses.values()} == {kind == "drawn"}
            assert "_simulated" not in {one.name for one in held.left_out}
