"""Content controls (`w:sdt`) as this package writes them; no other module of the writer knows them.

All of them are run-level and unbound: block-level controls are cut at their first paragraph by LibreOffice,
and data bindings come back with prompts written as values.
"""

from __future__ import annotations

import hashlib
import zlib

from docx.text.paragraph import Paragraph
from msgspec import Struct

from surveykit.document import NO_ANSWER, ListBox, TextBox, TickBox
from surveykit.ids import FieldId
from surveykit.texts import canonical
from surveykit_docx.elements import Element, element, raw, run, run_style, valued
from surveykit_docx.naming import Key
from surveykit_docx.page import PageSetup
from surveykit_docx.styles import BOX, BOX_PROMPT, PROMPT, TICK_BOX

ALIAS_LIMIT = 64
GLYPHS = "MS Gothic"
TICKED, UNTICKED = "\u2612", "\u2610"


class Prompt(Struct, frozen=True):
    """The words that an empty control shows, which Word takes from the glossary: `part` names its entry."""

    part: str
    words: str
    style: str

    @property
    def reference(self) -> Element:
        """The control's reference to the glossary's entry."""
        return element("w:placeholder", None, valued("w:docPart", self.part))

    @property
    def run(self) -> Element:
        """The words, as the control and the glossary show them."""
        return run(self.words, self.style)


class Controls:
    """Writes controls into paragraphs, and remembers their keys and their prompts."""

    def __init__(self, page: PageSetup) -> None:
        self._page = page
        self._numbers: set[int] = set()
        self.keys: list[Key] = []
        self.prompts: list[Prompt] = []

    def text(self, paragraph: Paragraph, box: TextBox) -> None:
        """Appends a place to type.

        The control has no type element, which makes it a rich text control, for whole numbers too: a plain
        one (`w:text`) loses line ends, and when a change is tracked in it LibreOffice 7.4 saves the deleted
        and the inserted digits as one number (40 corrected to 42 comes back as 4042), which nobody can see
        afterwards. A rich one was read back without an error in every route that was tried.
        """
        key, inline = Key(box.field), box.lines == 1
        prompt = self._prompt(key, box.prompt, BOX_PROMPT if inline else PROMPT)
        style = BOX if inline else None
        look = (run_style(BOX),) if inline else ()
        value = canonical(box.value)
        properties = (*look, *self._identity(key, box.name), *_state(prompt, value))
        self._add(paragraph, key, properties, run(value, style) if value else prompt.run)

    def choice(self, paragraph: Paragraph, box: ListBox) -> None:
        """Appends a drop-down list.

        An entry's value is the label that it shows, because LibreOffice 7.0 keeps only the value.
        """
        key, labels = Key(box.field), [NO_ANSWER, *(entry.label for entry in box.entries)]
        if len(set(labels)) != len(labels):
            raise ValueError(f"two entries of the list {box.field!r} have the same label")
        chosen = "" if box.value is None else {entry.code: entry.label for entry in box.entries}[box.value]
        items = (element("w:listItem", {"w:displayText": label, "w:value": label}) for label in labels)
        entries = element("w:dropDownList", None, *items)
        prompt = self._prompt(key, box.prompt, BOX_PROMPT)
        properties = (run_style(BOX), *self._identity(key, box.name), *_state(prompt, chosen), entries)
        self._add(paragraph, key, properties, run(chosen, BOX) if chosen else prompt.run)

    def tick(self, paragraph: Paragraph, field: FieldId, box: TickBox) -> None:
        """Appends a tick box, without its label."""
        key = Key(field, box.option)
        states = element(
            "w14:checkbox",
            None,
            element("w14:checked", {"w14:val": "1" if box.ticked else "0"}),
            element("w14:checkedState", {"w14:val": f"{ord(TICKED):04X}", "w14:font": GLYPHS}),
            element("w14:uncheckedState", {"w14:val": f"{ord(UNTICKED):04X}", "w14:font": GLYPHS}),
        )
        properties = (run_style(TICK_BOX), *self._identity(key, box.name), states)
        self._add(paragraph, key, properties, run(TICKED if box.ticked else UNTICKED, TICK_BOX))

    def _identity(self, key: Key, name: str) -> tuple[Element, ...]:
        return (
            valued("w:alias", shortened(name)),
            valued("w:tag", key.tag),
            valued("w:id", str(self._number(key))),
            valued("w:lock", "sdtLocked"),
        )

    def _prompt(self, key: Key, words: str, style: str) -> Prompt:
        self.prompts.append(Prompt(hashlib.sha256(key.tag.encode()).hexdigest()[:32].upper(), words, style))
        return self.prompts[-1]

    def _add(self, paragraph: Paragraph, key: Key, properties: tuple[Element, ...], content: Element) -> None:
        """Appends a control in its bookmark; `properties` are in the order of ISO 29500-4 (CT_SdtPr)."""
        holds = element("w:sdtContent", None, content)
        control = element("w:sdt", None, element("w:sdtPr", None, *properties), holds)
        raw(paragraph).extend(self._page.bookmarked(key.bookmark, control))
        self.keys.append(key)

    def _number(self, key: Key) -> int:
        """A positive 32-bit number that follows from the tag; the next free one where two tags agree."""
        number = zlib.crc32(key.tag.encode()) & 0x7FFFFFFF
        while number in self._numbers or not number:
            number = (number + 1) & 0x7FFFFFFF
        self._numbers.add(number)
        return number


def _state(prompt: Prompt, value: str) -> tuple[Element, ...]:
    """Which prompt a control has, and whether it is shown now."""
    return (prompt.reference,) if value else (prompt.reference, element("w:showingPlcHdr"))


def shortened(name: str) -> str:
    """An accessible name within the 64 characters that Word allows."""
    words = canonical(name).replace("\n", " ")
    return words if len(words) <= ALIAS_LIMIT else f"{words[: ALIAS_LIMIT - 1].rstrip()}…"
