"""The table of texts that say nothing: each row of `docs/texts.md`, in a return and in the script of a form."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from small_survey import small_survey
from surveykit.collect import read_field
from surveykit.compose.form import field_control
from surveykit.filled import Entry, Words
from surveykit.findings import Severity
from surveykit.ids import FieldId
from surveykit.responses import Answer, Answered, Blank, NonResponse, NonResponseReason, NothingToSay
from surveykit.silence import NOTHING, SCRIPT, fills_a_blank, has_nothing_to_say

PAGE = Path(__file__).parents[3] / "docs" / "texts.md"
SURVEY = small_survey()
NO_ANSWER = {one.value: one for one in NonResponseReason}


def documented() -> list[tuple[str, str]]:
    """What is written and what it is read as, of every row of the page."""
    return re.findall(r"^\| `(.*)` \| (.*) \|$", PAGE.read_text("utf-8"), re.MULTILINE)


def read(text: str, field: str = "q7_observations") -> tuple[Answer, list[tuple[str, Severity]]]:
    """What a text is as the answer to a field, and what is found in reading it."""
    asked = SURVEY.field_by_code[FieldId(field)]
    answer, findings = read_field(asked, field_control("fr", asked), Entry((Words(text),)))
    return answer, [(one.code, one.severity) for one in findings]


def expected(written: str, meaning: str) -> Answer:
    """The answer that a row of the page is."""
    if meaning in NO_ANSWER:
        return NonResponse(NO_ANSWER[meaning])
    return {"blank": Blank(), "nothing to say": NothingToSay(), "answer": Answered(written)}[meaning]


def test_the_page_has_its_four_tables() -> None:
    sections = PAGE.read_text("utf-8").split("\n## ")[1:]
    assert [one.count("\n| `") > 5 for one in sections] == [True] * 4
    assert {meaning for _, meaning in documented()} == {"blank", "nothing to say", "answer", "NC", "SO"}


@pytest.mark.parametrize(("written", "meaning"), documented())
def test_a_text_is_read_as_the_page_says(written: str, meaning: str) -> None:
    answer, found = read(written)
    assert answer == expected(written, meaning)
    assert found == ([("sign_read_as_blank", Severity.INFO)] if meaning == "blank" else [])


@pytest.mark.parametrize(("written", "meaning"), documented())
def test_the_precision_of_an_option_is_read_alike(written: str, meaning: str) -> None:
    assert read(written, "q4_autres")[0] == expected(written, meaning)


@pytest.mark.parametrize("text", ["Néant", "RAS", "aucune remarque", "Sans objet", "R. A. S.", "Ø"])
def test_the_words_received_are_kept(text: str) -> None:
    answer, _ = read(f" {text}\n")
    assert isinstance(answer, NothingToSay)
    assert answer.raw == text


@pytest.mark.parametrize(
    "text",
    [
        "NE\u0301ANT",
        "\u00a0Néant\u202f!",
        "néant\n",
        "Néant\nNéant",
        "ne\u200bant",
        "Rien\tà signaler",
        "—RAS—",
        "r a s",
    ],
)
def test_whatever_is_not_seen_changes_nothing(text: str) -> None:
    assert read(text)[0] == NothingToSay()


@pytest.mark.parametrize(
    "text",
    [
        "\ufffc",
        "\uf0fc",
        "😀",
        "12",
        "x1",
        "x" * 10,
        "mexique",
        "raser",
        "Aucunement",
        "sans",
        "pas",
        "d’aucuns",
        "rienne",
    ],
)
def test_what_may_say_something_is_an_answer(text: str) -> None:
    assert read(text) == (Answered(text), [("picture", Severity.WARNING)] if text in "\ufffc\uf0fc" else [])


@pytest.mark.parametrize(
    "text",
    [
        "Néant. Une fusion est prévue.",
        "rien " * 40,
        "sans financement",
        "pas de réseau",
        "rien à supprimer",
        "rien, si ?",
    ],
)
def test_a_word_more_makes_it_an_answer(text: str) -> None:
    assert read(text) == (Answered(text.strip()), [])
    assert not fills_a_blank(text)
    assert not has_nothing_to_say(text)


@pytest.mark.parametrize(("field", "text"), [("q1_ateliers", "néant"), ("q1_ateliers", "aucun"), ("q5_charte", "RAS")])
def test_only_a_field_of_words_says_nothing(field: str, text: str) -> None:
    assert not isinstance(read(text, field)[0], NothingToSay)


def in_script(texts: list[str]) -> list[str | None]:
    """What the script of a form sees of texts."""
    program = (
        f"const read={SCRIPT};process.stdout.write(JSON.stringify({json.dumps(texts)}.map(one=>read(one,()=>false))))"
    )
    done = subprocess.run(["node", "-"], input=program, capture_output=True, encoding="utf-8", check=True)
    seen: list[str | None] = json.loads(done.stdout)
    return seen


def in_return(text: str) -> str | None:
    """What is seen of the same text in a return."""
    return NOTHING if has_nothing_to_say(text) else None if fills_a_blank(text) else text.strip()


@pytest.mark.node
def test_the_script_of_a_form_takes_for_nothing_only_what_a_return_does() -> None:
    texts = [written for written, meaning in documented() if meaning not in NO_ANSWER]
    differ = {text for text, seen in zip(texts, in_script(texts), strict=True) if seen not in {in_return(text), text}}
    assert differ == set()


@pytest.mark.node
@pytest.mark.parametrize("end", ["", ".", " !", "\n"])
def test_the_script_of_a_form_knows_the_commonest_ways(end: str) -> None:
    known = [
        "Néant",
        "NEANT",
        "RAS",
        "R.A.S.",
        "rien",
        "Rien à signaler",
        "aucun",
        "Aucune",
        "aucune remarque",
        "sans objet",
    ]
    signs = ["", " ", ".", "-", "—", "/", "x", "X", "…", "___", "(x)"]
    said = ["Néant pour le moment, mais une fusion", "Rien ne va", "Aucun réseau", "x 2", "0", "non", "✓"]
    texts = [one + end for one in (*known, *signs, *said)]
    assert in_script(texts) == [in_return(text) for text in texts]
    assert in_script(texts)[: len(known)] == [NOTHING] * len(known)


def test_the_script_ends_no_element() -> None:
    assert "<" not in SCRIPT
