"""Definitions that load, in every shape that a folder of files can have, and the places of their parts."""

from __future__ import annotations

import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

from surveykit.checks.definition import check_definition
from surveykit.errors import DefinitionError, UsageError
from surveykit.load import load_definition, read_definition
from surveykit.load.scaffold import write
from surveykit.load.scalars import plain_value, spots
from surveykit.model import Survey
from surveykit.pipeline.definitions import definition_folder

REAL = definition_folder("reseaux_2014")
HOSTILE = {
    "billion laughs": "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\n",
    "deep flow": "[" * 100_000,
    "deep objects": "{a: " * 100_000,
    "deep block": "- " * 100_000,
    "deep keys": "? " * 100_000,
    "many duplicates": "a: 1\n" * 50_000,
    "python object": "!!python/object/apply:os.system ['true']\n",
    "escape out of range": 'a: "\\UFFFFFFFF"\n',
    "old version": "%YAML 1.1\n---\na: yes\n",
    "unknown version": "%YAML 1.22\n---\na: 1\n",
    "endless version": "%YAML " + "9" * 5000 + ".1\n---\na: 1\n",
    "tag directive": "%TAG ! tag:example.org,2015:\n---\n!a b\n",
    "not an object": "- a\n- b\n",
    "a word": "survey\n",
    "nothing": "",
    "comments only": "# nothing\n",
    "two documents": "--- {id: a}\n--- {id: b}\n",
    "open quote": 'a: "' + "b\n" * 10_000,
    "self reference": "a: &a\n  b: *a\n",
    "huge number": "id: " + "9" * 100_000 + "\n",
    "null bytes": "a: \0\n",
}


def test_the_real_survey_loads() -> None:
    survey = load_definition(REAL)
    assert (survey.id, len(survey.population), len(list(survey.fields()))) == ("reseaux_2014", 26, 39)


def test_the_template_loads_without_any_remark(folder: Path) -> None:
    loaded = read_definition(folder)
    assert loaded.problems == ()
    assert isinstance(loaded.survey, Survey)
    assert check_definition(loaded.survey) == ()


@pytest.mark.parametrize(
    ("path", "place"),
    [
        (("id",), ("survey.yaml", 2, 5)),
        (("issuer",), ("survey.yaml", 6, 1)),
        (("issuer", "bodies", 1), ("survey.yaml", 9, 7)),
        (("sections", 0, "questions", 0, "fields", 1, "code"), ("survey.yaml", 40, 19)),
        (("sections", 0, "questions", 0, "fields", 1, "optional"), ("survey.yaml", 39, 13)),
        (("population", "respondents", 1, "code"), ("respondents.csv", 3, 1)),
        (("population", "respondents", 1, "name"), ("respondents.csv", 3, 12)),
        (("population", "respondents", 1, "attributes", "milieu"), ("respondents.csv", 3, 26)),
        (("population", "groupings", "milieu", "values", "rural"), ("survey.yaml", 132, 16)),
        (("nowhere", 3), ("survey.yaml", 2, 1)),
    ],
)
def test_every_part_has_a_place(folder: Path, path: tuple[str | int, ...], place: tuple[str, int, int]) -> None:
    assert read_definition(folder).position(path) == place


def test_a_byte_order_mark_and_windows_line_ends_change_nothing(folder: Path) -> None:
    before = load_definition(folder)
    for name in ("survey.yaml", "respondents.csv"):
        text = (folder / name).read_text(encoding="utf-8").replace("\n", "\r\n")
        (folder / name).write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert load_definition(folder) == before
    assert read_definition(folder).position(("issuer", "bodies", 1)) == ("survey.yaml", 9, 7)


def test_a_table_saved_by_a_french_excel_is_read(folder: Path) -> None:
    before = load_definition(folder)
    table = folder / "respondents.csv"
    text = table.read_text(encoding="utf-8").replace(",", ";").replace("\n", "\r\n") + ";;\r\n"
    table.write_bytes(text.encode("cp1252"))
    assert load_definition(folder) == before
    table.write_bytes(text.encode("utf-8-sig"))
    assert load_definition(folder) == before


def test_quotes_blank_lines_and_other_columns_are_kept_as_meant(folder: Path) -> None:
    (folder / "respondents.csv").write_text(
        'name,code,milieu,département\n"Est, ""le"" grand",est,urbain,"67\n68"\n\n Lac ,lac,rural,\n', encoding="utf-8"
    )
    found = load_definition(folder).population.respondents
    assert [(one.code, one.name) for one in found] == [("est", 'Est, "le" grand'), ("lac", "Lac")]
    assert [one.attributes for one in found] == [
        {"milieu": "urbain", "département": "67\n68"},
        {"milieu": "rural", "département": ""},
    ]
    assert read_definition(folder).position(("population", "respondents", 1, "code")) == ("respondents.csv", 5, 7)


def test_respondents_may_be_written_in_the_definition(broken) -> None:
    folder, _ = broken(
        "  file: respondents.csv",
        "  respondents:\n    - {code: nord, name: Nord, attributes: {milieu: rural}}",
    )
    (folder / "respondents.csv").unlink()
    assert [one.code for one in load_definition(folder).population.respondents] == ["nord"]


def test_a_group_unknown_in_the_definition_has_its_place(broken) -> None:
    folder, place = broken(
        "  file: respondents.csv",
        "  respondents:\n    - {code: nord, name: Nord, attributes: {milieu: ¦rurals}}",
    )
    assert [(one.code, str(one.place)) for one in read_definition(folder).problems] == [("unknown_group", place)]


@pytest.mark.parametrize("name", ["survey.yaml", "respondents.csv"])
@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("é".encode("latin-1"), "expected UTF-8, found the byte 0xE9"),
        ("é".encode("utf-16"), "expected UTF-8, found UTF-16"),
        (b"code,nom\x00", "U+0000"),
        (b"x" * 10_000_001, "expected at most"),
    ],
)
def test_another_encoding_or_size_is_refused(folder: Path, name: str, data: bytes, words: str) -> None:
    (folder / name).write_bytes(data)
    (found,) = read_definition(folder).problems
    assert words in found.message
    assert found.place.file == name


def test_a_folder_without_a_definition_is_told(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(DefinitionError, match=r"there is no file 'survey\.yaml'"):
            load_definition(folder)
    (tmp_path / "survey.yaml").mkdir()
    assert [one.code for one in read_definition(tmp_path).problems] == ["file_missing"]


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_definitions_are_refused(folder: Path, text: str) -> None:
    (folder / "survey.yaml").write_text(text, encoding="utf-8")
    loaded = read_definition(folder)
    assert loaded.survey is None
    assert 0 < len(loaded.problems) <= 201
    assert all(one.place.file == "survey.yaml" and one.message for one in loaded.problems)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("12", 12), ("-3", -3), ("0", 0), ("010", "010"), ("0x1F", "0x1F"), ("1_000", "1_000"), ("1.50", 1.5),
        (".5", 0.5), ("1e3", 1000.0), ("1e999", "1e999"), (".inf", ".inf"), ("yes", "yes"), ("non", "non"),
        ("true", True), ("False", False), ("", None), ("~", None), ("null", None), ("2014-09-05", "2014-09-05"),
        ("12:30", "12:30"), ("-", "-"), (".", "."), ("9" * 30, "9" * 30),
    ],
)  # fmt: skip
def test_plain_scalars_mean_what_yaml_1_2_says(written: str, value: object) -> None:
    found = plain_value(written)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("written", "value", "found"),
    [
        ("abc", "abc", [0, 1, 2, 3]),
        ("'it''s'", "it's", [1, 2, 3, 5, 6]),
        (r'"a\x41\"b"', 'aA"b', [1, 2, 6, 8, 9]),
        ("|\n  ab\n  cd\n", "ab\ncd\n", [4, 5, 6, 9, 10, 11, 11]),
        (">- # folded\n  ab\n\n  c", "ab\nc", [14, 15, 16, 20, 21]),
        ("a\n  b", "a b", [0, 1, 4, 5]),
        ("other", "text", []),
    ],
)
def test_each_character_of_a_text_has_its_place(written: str, value: str, found: list[int]) -> None:
    assert spots(written, value) == found


def test_a_new_survey_is_named_loads_and_is_not_written_twice(tmp_path: Path) -> None:
    written = write(tmp_path / "new" / "ecoles_2016", "ecoles_2016")
    assert [path.name for path in written] == ["survey.yaml", "respondents.csv", "test_survey.py"]
    survey = load_definition(tmp_path / "new" / "ecoles_2016")
    assert survey.id == "ecoles_2016"
    assert check_definition(survey) == ()
    assert len({field.part.kind for field in survey.fields()}) == 5
    with pytest.raises(UsageError, match="already there"):
        write(tmp_path / "new" / "ecoles_2016", "ecoles_2016")


def test_the_tests_of_a_new_survey_pass(tmp_path: Path) -> None:
    write(tmp_path / "ecoles_2016", "ecoles_2016")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "ecoles_2016"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("name", ["Écoles", "ecoles-2016", "", "a__b", "2016", "../x", "a" * 49, "a\n"])
def test_a_new_survey_must_be_named_by_a_code(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match="cannot name a survey"):
        write(tmp_path / "folder", name)
    assert not (tmp_path / "folder").exists()


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("", encoding="utf-8")
    with pytest.raises(UsageError, match="cannot be written"):
        write(tmp_path / "taken", "ecoles")


def test_the_template_is_whole() -> None:
    names = {one.name for one in (files("surveykit.load") / "template").iterdir()}
    assert names == {"survey.yaml", "respondents.csv", "test_survey.py.txt"}
