"""A kind that somebody adds: three files, which mypy names, and every figure, file and word that follows is right."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

from typed_copy import ROOT, TypedCopy

QUESTIONS = "src/surveykit/model/questions.py"
FACTS = "src/surveykit/model/facts.py"
WORDS = "src/surveykit/compose/kind_words.py"

CLASS = '''class Grade(QuestionPart):
    """A mark out of a greatest one, typed: a whole number whose answers are told one by one."""

    kind: Literal["grade"] = "grade"
    maximum: int = 10


AnyPart = Annotated['''

KINDS = {"Count", "Scale", "YesNo", "OneChoice", "ManyChoices", "FreeText"}
MAKERS = {
    "src/surveykit/model/coded_survey.py",  # the themes of a text are options to tick
    "src/surveykit/model/draft.py",  # lines of contact are words
    "src/surveykit/model/fields.py",  # so are details
    "src/surveykit/testing/refusals.py",
    "src/surveykit/testing/sample_survey.py",
}
"""What makes fields of a kind, and never asks of which kind one is."""

DEFINITION = """
id: notes
edition: "2015"
title: Notes des ateliers
issuer:
  bodies: [Bureau fictif]
  reference: Note fictive
scope: Tous les ateliers
collection:
  deadline: 2015-06-30
  addresses: [notes@agences.example]
sections:
  - title: Notes
    questions:
      - number: 1
        text: Donnez une note aux ateliers.
        fields:
          - {kind: grade, code: q1_note, label: Note des ateliers, maximum: 10}
      - number: 2
        text: Comptez les ateliers.
        fields:
          - kind: count
            code: q2_ateliers
            label: Ateliers
            condition: {when: q1_note >= 5, label: Si la note est d’au moins 5}
      - number: 3
        text: Ajoutez ce que vous voulez.
        fields:
          - {kind: text, code: q3_suite, label: Suite, optional: true}
rules:
  - code: note_haute
    check: q1_note <= 9
    message: Vous donnez {q1_note}. Merci de confirmer.
  - code: note_impossible
    when: q1_note > 10
    check: q2_ateliers > 0
    message: Cette règle ne sert jamais.
indicators:
  - {kind: total, id: points, label: Points, value: q1_note}
  - {kind: scale, id: note, label: Note, field: q1_note}
  - {kind: distribution, id: notes, label: Notes, field: q1_note}
  - {kind: total, id: ateliers, label: Ateliers, value: q2_ateliers, by: q1_note}
population:
  unit: ville
  units: villes
  respondents:
    - {code: amiens, name: Amiens}
    - {code: brest, name: Brest}
    - {code: caen, name: Caen}
    - {code: dijon, name: Dijon}
    - {code: evry, name: Évry}
    - {code: frejus, name: Fréjus}
report:
  title: Bilan
  themes:
    - {title: Notes, indicators: [points, note, notes, ateliers]}
"""

CONFORMANCE = """
from surveykit import load_survey
from surveykit.testing import check_format
import surveykit_docx, surveykit_html

survey = load_survey("survey.yaml")
for module in (surveykit_docx, surveykit_html):
    check_format(module.renderer, module.reader, survey=survey)
print("kept")
"""

WHOLE_WAY = """
import csv, datetime, io, json
from pathlib import Path

import pandas, pyreadstat
import surveykit as sk
from surveykit import interchange
from surveykit.compose.codebook import entries
from surveykit.compose.form import form
from surveykit.compose.guide import expected
from surveykit.compose.letter import shown
from surveykit.document import answers
from surveykit.ids import FieldId
from surveykit.pipeline.outputs.answers import ExportFormat, export
from surveykit.pipeline.outputs.manuals import codebook, guide
from surveykit.rehearsal.simulating import simulated
from surveykit.responses import Answered, Blank, Response, Unreadable

survey = sk.load_survey("survey.yaml")
NOTE, ATELIERS = FieldId("q1_note"), FieldId("q2_ateliers")
TYPED = ("8", "8/10", "7", "10", "NC", "11")
told = {}

with sk.open_register("register.sqlite", survey) as campaign:
    for turn, (who, typed) in enumerate(zip(survey.population.respondents, TYPED, strict=True)):
        blank = {field.code: Blank() for field in survey.fields()}
        held = Response("notes", "2015", who.code, {**blank, NOTE: Unreadable(typed), ATELIERS: Answered(turn + 3)})
        name = Path(f"{who.code}.{('docx', 'html')[turn % 2]}")
        name.write_bytes(sk.render(survey, name.suffix[1:], response=held))
        campaign.collect(str(name))
    current = [one.response for one in campaign.responses()]
    read = {one.respondent: one.answers[NOTE] for one in current}
    told["answers"] = {who: (type(one).__name__, getattr(one, "value", None)) for who, one in read.items()}
    told["findings"] = sorted((one.place.respondent or "", one.code) for one in campaign.findings())
    release = sk.disclose(survey, sk.aggregate(survey, campaign))
    campaign.correct("frejus", NOTE, "9", who="Analyste", why="courriel")
    corrected = sk.disclose(survey, sk.aggregate(survey, campaign))
    told["corrected"] = corrected["points"].content.value
told["points"] = release["points"].content.value
told["mean"] = release["note"].content.mean
told["classes"] = {one.code: one.count for one in release["notes"].content.distribution if one.count}
told["groups"] = [one.group.label for one in release.figures if one.group is not None]

rows = list(csv.DictReader(io.StringIO(export(survey, current, ExportFormat.CSV).data.decode())))
told["csv"] = [row["q1_note"] for row in rows]
Path("answers.sav").write_bytes(export(survey, current, ExportFormat.SAV).data)
held, metadata = pyreadstat.read_sav("answers.sav")
told["sav"] = [None if pandas.isna(one) else one for one in held["q1_note"]]
told["measure"] = metadata.variable_measure["q1_note"]
export(survey, current, ExportFormat.XLSX), export(survey, current, ExportFormat.DTA)
Path("answers.parquet").write_bytes(export(survey, current, ExportFormat.PARQUET).data)
told["over parquet"] = sk.disclose(survey, sk.aggregate(survey, "answers.parquet"))["points"].content.value
told["json"] = json.loads(interchange.write_answers(survey, current[0]))["answers"]["q1_note"]
told["codebook"] = [(one.type, one.values) for one in entries(survey)][0]
told["guide"] = expected("fr", survey.field_by_code[NOTE].part)
told["shown"] = shown(survey, NOTE, current[0])
told["remarks"] = sorted({one.code for one in sk.check_definition("survey.yaml")})
drawn = [one.answers[NOTE] for seed in range(20) for _, one in simulated(survey, seed)]
told["simulated"] = {one.value for one in drawn if isinstance(one, Answered)} <= {*range(11)} and len(drawn) == 120
page = sk.render(survey, "html").decode()
told["form"] = [words in page for words in ("(points, sur 10)", "numeric", "max=10")]
word = form(survey)
told["prompt"] = [one.control.prompt for one in answers(word.blocks) if one.control.field == NOTE]
told["pages"] = [bool(codebook(survey, "csv")), bool(guide(survey, "docx")), bool(sk.report(survey, release, "docx"))]
told["annex"] = "note sur 10" in sk.report(survey, release, "html").decode().lower()
print(json.dumps(told))
"""


def with_the_class(copy: TypedCopy) -> None:
    copy.change(
        QUESTIONS,
        ("AnyPart = Annotated[", CLASS),
        ("ManyChoices | FreeText,", "ManyChoices | FreeText | Grade,"),
    )


def with_its_facts_and_words(copy: TypedCopy) -> None:
    copy.change(
        FACTS,
        ("Count, FreeText, ManyChoices", "Count, FreeText, Grade, ManyChoices"),
        (
            "        case _:\n            assert_never(part)\n    return facts\n",
            "        case Grade():\n"
            '            facts = FieldFacts(WholeValue(0, part.maximum), TypedNumber(), Counted.EACH, unit="points")\n'
            "        case _:\n            assert_never(part)\n    return facts\n",
        ),
    )
    copy.change(
        WORDS,
        ("Count, FreeText, ManyChoices", "Count, FreeText, Grade, ManyChoices"),
        (
            "        case _:\n            assert_never(part)\n    return said\n",
            "        case Grade(maximum=high):\n"
            "            said = KindWords(\n"
            '                name="Note",\n'
            '                values=f"Note de 0 à {high}",\n'
            '                expected=f"Une note sur {high}",\n'
            '                asked=f"note sur {high}",\n'
            '                prompt="Saisir une note",\n'
            '                after=f"(points, sur {high})",\n'
            "            )\n"
            "        case _:\n            assert_never(part)\n    return said\n",
        ),
    )


@pytest.fixture
def copy(tmp_path: Path) -> TypedCopy:
    copy = TypedCopy(tmp_path)
    with_the_class(copy)
    return copy


def test_mypy_names_the_two_other_files_and_then_is_silent(copy: TypedCopy) -> None:
    errors = copy.errors()
    assert sorted(file for file, _ in errors) == sorted([FACTS, WORDS]), errors
    assert all("Grade" in said for _, said in errors), errors
    with_its_facts_and_words(copy)
    assert copy.errors() == []
    ruff = [sys.executable, "-m", "ruff", "check", "--no-cache", QUESTIONS, FACTS, WORDS]
    said = subprocess.run(ruff, cwd=copy.folder, capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stdout + said.stderr


def test_formats_keep_their_laws_on_the_new_kind(copy: TypedCopy) -> None:
    with_its_facts_and_words(copy)
    (copy.folder / "survey.yaml").write_text(DEFINITION, "utf-8")
    assert copy.run(CONFORMANCE).split() == ["kept"]


def test_the_new_kind_goes_the_whole_way(copy: TypedCopy) -> None:
    with_its_facts_and_words(copy)
    (copy.folder / "survey.yaml").write_text(DEFINITION, "utf-8")
    assert json.loads(copy.run(WHOLE_WAY)) == {
        "answers": {
            "amiens": ["Answered", 8],
            "brest": ["Answered", 8],
            "caen": ["Answered", 7],
            "dijon": ["Answered", 10],
            "evry": ["NonResponse", None],
            "frejus": ["Unreadable", None],
        },
        "findings": [["brest", "choice_typed"], ["dijon", "note_haute"], ["frejus", "out_of_range"]],
        "points": 33,
        "mean": 8.25,
        "classes": {"7": 1, "8": 2, "10": 1},
        "groups": [str(one) for one in range(11)],
        "corrected": 42,
        "over parquet": 33,
        "csv": ["8", "8", "7", "10", "", ""],
        "sav": [8, 8, 7, 10, None, None],
        "measure": "ordinal",
        "json": 8,
        "form": [True, True, True],
        "prompt": ["Saisir une note"],
        "codebook": ["Note", "Note de 0 à 10"],
        "guide": "Une note sur 10",
        "shown": "8\u00a0points",
        "annex": True,
        "pages": [True, True, True],
        "remarks": ["never_true"],
        "simulated": True,
    }


def kinds_named_in(path: Path) -> set[str]:
    """The kinds that a module takes from the model, by whatever name it calls them."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("surveykit.model"):
            found |= {one.name for one in node.names} & KINDS
    return found


def asked_of_kinds(path: Path) -> list[int]:
    """The lines where a module asks whether something is of a kind: a case, or an `isinstance`."""
    lines: list[int] = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        asked = (
            node.cls
            if isinstance(node, ast.MatchClass)
            else node.args[1]
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "isinstance"
            else None
        )
        if asked is not None and KINDS & {one.id for one in ast.walk(asked) if isinstance(one, ast.Name)}:
            lines.append(node.lineno)
    return lines


def test_only_the_facts_and_the_words_ask_of_which_kind_a_field_is() -> None:
    modules = [one for folder in ("src", "renderers") for one in sorted((ROOT / folder).rglob("*.py"))]
    named = {one.relative_to(ROOT).as_posix(): one for one in modules if kinds_named_in(one)}
    assert named.keys() - {"src/surveykit/model/__init__.py"} == {FACTS, WORDS, *MAKERS}
    asking = {name: lines for name, one in named.items() if (lines := asked_of_kinds(one))}
    assert asking.keys() == {FACTS, WORDS}, asking
