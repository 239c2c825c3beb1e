"""No sentence is left in the code: a campaign in a language of another alphabet shows no Latin word but its codes.

The survey's own texts are in Greek letters, the catalogue of the made-up language `xx` in Cyrillic ones: whatever is
still Latin in a file that people open was written in the code.
"""

from __future__ import annotations

import csv
import html
import json
import re
from collections.abc import Iterator, Mapping
from email import message_from_bytes, policy
from io import BytesIO, StringIO
from pathlib import Path

import openpyxl
import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from click.testing import CliRunner
from msgspec.structs import astuple
from ruamel.yaml import YAML

import surveykit.load
from sentences import sentences_of_sources
from surveykit.cli import surveykit as command_line
from surveykit.model.prose import PROSE
from surveykit.words import catalogue, marks
from surveykit.words.findings import catalogue_sentences
from surveykit.words.notation import CONTEXT, ENGLISH
from word_parts import unpacked

TEMPLATE = Path(surveykit.load.__file__).parent / "template"
LETTERS = "abcdefghijklmnopqrstuvwxyz"
GREEK = str.maketrans(LETTERS + LETTERS.upper(), "αβγδεζηθικλμνξοπρστυφχψωςϊΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩϒΪ")
CYRILLIC = str.maketrans(LETTERS + LETTERS.upper(), "абвгдежзийклмнопрстуфхцчшщАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩ")
ACCENTED = str.maketrans("éèêàâîôùçœÉÀ’", "εεεααιουγοΕΑ’")
SLOT = re.compile(r"(\{[^{}]*\})")
WORD = re.compile(r"(?<!\w)[A-Za-zÀ-ÖØ-öø-ÿŒœ]{2,}(?!\w)")
"""Two Latin letters or more that are no part of a code."""
READ_BACK = frozenset(
    {"NC", "SO", "oui", "non", "True", "respondent", "docx", "pdf", "html", "json", "jsonl", "JSON", "XLSX"}
)
"""Codes and names of formats, which are the same in every language."""

SIGNS = ("~1¦234·5", "{number}⁒", "{digits}^{power}", "‹{text}›")
"""How the made-up language writes a number, a percentage, a power and a quotation."""
OTHER_SIGNS = re.compile("[0-9][.,\u202f][0-9]|[0-9]\u00a0?%|«|»")
"""Signs of French or English numbers and quotations."""
TYPED = "12,5"
"""What a respondent typed, shown as it is. Workbooks are left out: their numbers have the signs of the computer."""


def greek(text: str) -> str:
    """A text of the survey in Greek letters, its slots as they are."""
    return "".join(one if SLOT.fullmatch(one) else one.translate(ACCENTED).translate(GREEK) for one in SLOT.split(text))


def cyrillic(text: str) -> str:
    """A sentence of the package in Cyrillic letters, its slots as they are."""
    return "".join(one if SLOT.fullmatch(one) else one.translate(CYRILLIC) for one in SLOT.split(text))


def made_greek(value: object, *, read: bool = False) -> object:
    """A definition with what people read in Greek letters."""
    match value:
        case str():
            return greek(value) if read else value
        case Mapping():
            return {key: made_greek(one, read=read or key in PROSE) for key, one in value.items()}
        case list():
            return [made_greek(one, read=read) for one in value]
        case _:
            return value


def write_catalogue(path: Path) -> None:
    """The catalogue of the made-up language: each sentence of the sources in Cyrillic letters."""
    made = Catalog(locale=None)
    made._num_plurals, made._plural_expr = 2, "(n != 1)"
    for one in sentences_of_sources():
        several = one.several
        if several is None:
            made.add(one.english, cyrillic(one.english), context=one.context)
        else:
            told = (cyrillic(one.english), cyrillic(several))
            made.add((one.english, several), told, context=one.context)
    for context, sentence in catalogue_sentences():
        made.add(sentence, cyrillic(sentence), context=context)
    for sample, said in zip(astuple(ENGLISH), SIGNS, strict=True):
        made.add(sample, said, context=CONTEXT)
    with path.open("wb") as file:
        write_mo(file, made)


def forget() -> None:
    """Forgets the sentences and the marks that were read in the catalogues: others stand in their place."""
    for kept in (catalogue._catalogue, catalogue._set, marks._simulated_marks):
        kept.cache_clear()


@pytest.fixture
def survey(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of a survey in the made-up language, which has its catalogue while the test runs."""
    catalogues = tmp_path / "catalogues"
    catalogues.mkdir()
    write_catalogue(catalogues / "xx.mo")
    monkeypatch.setattr(catalogue, "_FOLDER", catalogues)
    forget()
    folder = tmp_path / "enquete"
    folder.mkdir()
    held = YAML(typ="safe").load(TEMPLATE / "survey.yaml")
    coding = [
        {
            "fields": [{"field": "q5_difficultes", "label": "Thèmes"}],
            "themes": [{"code": "argent", "label": "Argent", "hint": "Coût"}],
        }
    ]
    said = made_greek({**held, "language": "xx", "coding": coding})
    with (folder / "survey.yaml").open("w", encoding="utf-8") as file:
        YAML(typ="safe").dump(said, file)
    rows = [*csv.reader(StringIO((TEMPLATE / "respondents.csv").read_text("utf-8")))]
    with (folder / "respondents.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([rows[0], *([code, greek(name), *more] for code, name, *more in rows[1:])])
    yield folder
    forget()


def answers(folder: Path, output: Path) -> Path:
    """What the respondents answer: some of it doubtful, one of them late."""
    codes = [line.split(",")[0] for line in (folder / "respondents.csv").read_text("utf-8").splitlines()[1:]]
    lines = [
        {
            "survey": "exemple_enquete",
            "edition": "2015",
            "respondent": code,
            "answers": {
                "q1_ouvertes": f"{number + 4} ?" if number == 1 else number + 4,
                "q1_projets": TYPED if number == 2 else 400 if number == 3 else number,
                "q2_aides": ["investissement", "autres"],
                "q2_autres": "αβγ",
                "q3_etudiants": number % 2 == 0,
                "q3_combien": number,
                "q4_cooperation": number % 6,
                "q5_difficultes": "δεζ",
            },
        }
        for number, code in enumerate(codes[:-1])
    ]
    path = output / "1.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)), "utf-8")
    return path


def told(path: Path) -> str:
    """The text that whoever opens a file reads in it."""
    data = path.read_bytes()
    match path.suffix:
        case ".html":
            shown = re.sub(r"(?s)<(script|style)\b.*?</\1>", " ", data.decode())
            spoken = re.findall(r'(?:aria-label|placeholder|title|alt)="([^"]*)"', shown)
            return html.unescape(" ".join([re.sub("<[^>]*>", " ", shown), *spoken]))
        case ".docx":
            whole = "".join(
                part.decode() for name, part in unpacked(data).items() if re.search(r"word/\w+\.xml$", name)
            )
            return html.unescape(" ".join(re.findall(r"<w:t\b[^>]*>([^<]*)<", whole)))
        case ".xlsx":
            book = openpyxl.load_workbook(BytesIO(data))
            cells = (str(cell.value or "") for sheet in book for row in sheet.iter_rows() for cell in row)
            return " ".join([*book.sheetnames, *cells])
        case ".eml":
            mail = message_from_bytes(data, policy=policy.default)
            body = mail.get_body(("plain",))
            return f"{mail['subject']} {body.get_content() if body is not None else ''}"
        case _:
            return data.decode("utf-8-sig")


def run(*words: str | Path) -> None:
    done = CliRunner().invoke(command_line, [str(word) for word in words], catch_exceptions=False)
    assert done.exit_code in {0, 1}, (words, done.output)


def test_no_sentence_is_left_in_the_code(survey: Path, tmp_path: Path) -> None:
    made = tmp_path / "made"
    made.mkdir()
    register = tmp_path / "r.sqlite"
    of = ("--register", register)
    run("collect", survey, answers(survey, tmp_path), *of)
    run("render", survey, "--to", "html", "-o", made / "form.html")
    run("render", survey, "--to", "docx", "-o", made / "form.docx")
    run("guide", survey, "--to", "html", "-o", made / "guide.html")
    run("codebook", survey, "--to", "html", "-o", made / "codebook.html")
    run("status", survey, *of, "--to", "html", "-o", made / "status.html", "--date", "2015-07-03")
    run("findings", survey, *of, "--to", "html", "-o", made / "findings.html")
    run("findings", survey, *of, "--respondent", "agence_littoral", "--to", "txt", "-o", made / "letter.txt")
    run("mail", survey, *of, "--for", "overdue", "--all", "--date", "2015-07-03", "-o", made / "overdue")
    run("mail", survey, *of, "--for", "corrections", "--all", "--date", "2015-07-03", "-o", made / "corrections")
    run("report", survey, *of, "--to", "html", "-o", made / "report.html")
    run("report", survey, *of, "--to", "docx", "-o", made / "report.docx")
    run("report", survey, *of, "--to", "xlsx", "-o", made / "report.xlsx")
    run("code", "export", survey, *of, "-o", made / "coding.xlsx")
    run("export", survey, *of, "--confidential", "--to", "xlsx", "-o", made / "export.xlsx")
    files = sorted(path for path in made.rglob("*") if path.is_file())
    assert len(files) >= 15
    codes = set(WORD.findall((survey / "survey.yaml").read_text("utf-8")))
    codes |= set(WORD.findall((survey / "respondents.csv").read_text("utf-8"))) | READ_BACK
    left = {path.name: sorted(set(WORD.findall(told(path))) - codes) for path in files}
    assert {name: words for name, words in left.items() if words} == {}
    shown = {path.name: told(path).replace(TYPED, "") for path in files if path.suffix != ".xlsx"}
    whole = " ".join(shown.values())
    assert all(re.search(sign, whole) for sign in ("[0-9]¦[0-9]{3}", "[0-9]·[0-9]", "[0-9]⁒", "‹[^›]+›"))
    assert {name: OTHER_SIGNS.findall(words) for name, words in shown.items() if OTHER_SIGNS.search(words)} == {}
