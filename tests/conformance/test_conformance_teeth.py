"""The conformance suite catches every broken renderer or reader, and names the law that it breaks."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest
from msgspec import Struct
from msgspec.structs import replace

from plaintext_format import reader, renderer
from surveykit.document import Answer, Block, Copy, Document, Group, ListBox, Table, TextBox, TickList, controls
from surveykit.filled import Entry, FilledForm, Words
from surveykit.ids import RESPONDENT_FIELD, FieldId
from surveykit.testing import LAWS, Format, check_format

NUMBERS = itertools.count()


class Toy(Struct):
    """The plain-text format, broken somewhere."""

    document: Callable[[Document], Document] = lambda document: document
    data: Callable[[bytes], bytes] = lambda data: data
    filled: Callable[[FilledForm], FilledForm] = lambda filled: filled
    read_with: Callable[[bytes], FilledForm] = reader.read
    suffix: str = ".txt"
    media_type: str = "text/plain"
    suffixes: tuple[str, ...] = (".txt",)
    signatures: tuple[bytes, ...] = (b"%surveykit-text",)

    def render(self, document: Document, /) -> bytes:
        return self.data(renderer.render(self.document(document)))

    def read(self, data: bytes, /) -> FilledForm:
        return self.filled(self.read_with(data))


class Stamping(Toy):
    """A stamper that makes the first copy for everybody."""

    def stamp(self, document: Document, copies: Iterable[Copy], /) -> Iterator[bytes]:
        everybody = list(copies)
        return (self.render(replace(document, copy=everybody[0])) for _ in everybody)


def each_control(document: Document, change: Callable[[Any], Any]) -> Document:
    def changed(block: Block) -> Block:
        match block:
            case Group(blocks):
                return Group(tuple(map(changed, blocks)))
            case Answer():
                return replace(block, control=change(block.control))
            case _:
                return block

    return replace(document, blocks=tuple(map(changed, document.blocks)))


def without_last_option(document: Document) -> Document:
    def change(control: Any) -> Any:
        match control:
            case ListBox(entries=entries) if len(entries) > 4:
                return replace(control, entries=entries[:-1])
            case TickList(boxes=boxes):
                return replace(control, boxes=boxes[:-1])
            case _:
                return control

    return each_control(document, change)


def cut_texts(document: Document) -> Document:
    def change(control: Any) -> Any:
        return replace(control, value=control.value[:255]) if isinstance(control, TextBox) else control

    return each_control(document, change)


def swapped(document: Document) -> Document:
    texts = [one.field for one in controls(document) if isinstance(one, TextBox) and one.numeric][:2]
    names = dict(zip(texts, reversed(texts), strict=True))
    return each_control(document, lambda control: replace(control, field=names.get(control.field, control.field)))


def nobody_chosen(document: Document) -> Document:
    return each_control(document, lambda one: replace(one, value=None) if one.field == RESPONDENT_FIELD else one)


def without_tables(document: Document) -> Document:
    return replace(document, blocks=tuple(block for block in document.blocks if not isinstance(block, Table)))


def no_values(document: Document) -> Document:
    return document if document.copy is None else replace(document, copy=replace(document.copy, values={}))


def reversed_words(data: bytes) -> bytes:
    first, *body = data.decode().split("\n\n")
    return "\n\n".join([first, *body[-2::-1], body[-1]]).encode()


def control_characters_lost(document: Document) -> Document:
    def change(control: Any) -> Any:
        return (
            replace(control, value=re.sub("[\x00-\x08]", "", control.value))
            if isinstance(control, TextBox)
            else control
        )

    return each_control(document, change)


def each_word(change: Callable[[FieldId, str], str]) -> Callable[[FilledForm], FilledForm]:
    def filled(form: FilledForm) -> FilledForm:
        entries = {
            code: Entry(tuple(Words(change(code, words.text)) for words in entry.words), entry.ticks)
            for code, entry in form.entries.items()
        }
        return replace(form, entries=entries)

    return filled


def believes_what_is_left(data: bytes) -> FilledForm:
    """What remains of a cut file, as if the rest had been left blank."""
    if data.startswith(b"%surveykit-text 1\n") and b"%end" not in data:
        data = data.rpartition(b"\n[")[0] + b"\n%end\n"
        return replace(reader.read(data), complete=False, outside=None)
    return reader.read(data)


def key_error_on_garbage(data: bytes) -> FilledForm:
    if not data.startswith(b"%surveykit"):
        raise KeyError("word/document.xml")
    return reader.read(data)


def decode_error_on_damage(data: bytes) -> FilledForm:
    if data.startswith(b"%surveykit"):
        data.decode()
    return reader.read(data)


def says_nothing(form: FilledForm) -> FilledForm:
    return replace(form, form=None)


TOYS: dict[str, tuple[Toy, str]] = {
    "loses an option": (Toy(without_last_option), "responses come back"),
    "trims long texts": (Toy(cut_texts), "responses come back"),
    "swaps two fields": (Toy(swapped), "responses come back"),
    "reads nothing as zero": (Toy(filled=each_word(lambda _, text: text or "0")), "blank forms are blank"),
    "forgets who was chosen": (Toy(nobody_chosen), "respondents can be chosen"),
    "takes the number out of words": (
        Toy(filled=each_word(lambda code, text: re.sub(r"^(\d+).*", r"\1", text) if code == "q1_lits" else text)),
        "words are left as they are",
    ),
    "loses control characters": (Toy(control_characters_lost), "texts become canonical"),
    "writes the time": (
        Toy(data=lambda data: data.replace(b"%end", b"%time %d\n%%end" % next(NUMBERS))),
        "bytes are reproducible",
    ),
    "forgets the form": (Toy(lambda document: replace(document, form=None)), "references come back"),
    "forgets the copy": (Toy(filled=lambda form: replace(form, copies=())), "references come back"),
    "stamps one copy for all": (Stamping(), "stamped copies equal rendered ones"),
    "drops what is filled in beforehand": (Toy(no_values), "copies can be filled in beforehand"),
    "tells other marks": (
        Toy(filled=lambda form: replace(form, prefilled=dict.fromkeys(form.prefilled, "0" * 8))),
        "copies can be filled in beforehand",
    ),
    "drops the last line": (
        Toy(data=lambda data: re.sub(rb"\n[^\n]+\n\n%end", b"\n%end", data)),
        "words are shown in order",
    ),
    "shows it in another order": (Toy(data=reversed_words), "words are shown in order"),
    "hides the holder": (Toy(data=lambda data: re.sub(rb"(%copy \S+).*", rb"\1", data)), "words are shown in order"),
    "drops tables": (Toy(without_tables), "every block is shown"),
    "has another suffix": (Toy(suffix=".text"), "suffix and first bytes agree"),
    "has other first bytes": (Toy(signatures=(b"%TXT",)), "suffix and first bytes agree"),
    "breaks on garbage": (Toy(read_with=key_error_on_garbage), "what is no form is refused"),
    "believes a cut file": (Toy(read_with=believes_what_is_left), "what is cut short is told"),
    "breaks on damage": (Toy(read_with=decode_error_on_damage), "damage raises nothing else"),
    "takes any form": (Toy(filled=says_nothing), "forms of others are refused"),
}


@pytest.mark.parametrize("name", TOYS)
def test_a_broken_format_is_caught(name: str) -> None:
    toy, law = TOYS[name]
    with pytest.raises(AssertionError, match=rf"(?m)^- {law}: ."):
        check_format(toy, toy, visible_text=bytes.decode)


def test_every_law_catches_something() -> None:
    assert {law for _, law in TOYS.values()} == set(LAWS)


def test_the_error_of_a_plug_in_is_named_with_the_law_that_met_it() -> None:
    toy = Toy(read_with=key_error_on_garbage)
    with pytest.raises(AssertionError, match=r"what is no form is refused: KeyError: 'word/document.xml'") as told:
        check_format(toy, toy)
    assert isinstance(told.value.__cause__, AssertionError)
    assert isinstance(told.value.__cause__.__cause__, KeyError)


def test_without_visible_text_the_laws_on_what_is_shown_are_not_checked() -> None:
    toy, _ = TOYS["drops the last line"]
    check_format(toy, toy)


@pytest.mark.parametrize("law", LAWS)
def test_a_sound_format_keeps_each_law(law: str) -> None:
    LAWS[law](Format(renderer, reader, bytes.decode))
