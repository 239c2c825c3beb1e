"""A filled Word form while it is being changed: its parts, its tree, and what a person now sees of each answer."""

from __future__ import annotations

import copy
import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from typing import TypeVar

from lxml import etree

from mutants.verdict import Mutant, Seen, Trial
from surveykit.document import Control, TextBox, TickList, controls
from surveykit.ids import FieldId, OptionCode
from surveykit_docx.naming import Key
from word_parts import DECLARATION, MAIN, W14, W, bookmark_of, content_of, cut, packed, unpacked, xml

T = TypeVar("T")
Change = Callable[["Draft"], None]
STYLES, RELATIONS = "word/styles.xml", "word/_rels/document.xml.rels"
TICKED, UNTICKED = "☒", "☐"


class NotHere(Exception):
    """The change needs something that this form, or what is left of it, does not have."""


class Draft:
    """The form under change; `random` decides every choice. Raises NotHere when a change has nothing to work on."""

    def __init__(self, trial: Trial, seed: int) -> None:
        self.trial = trial
        self.random = random.Random(seed)
        self.parts = unpacked(trial.data)
        self.root = etree.fromstring(self.parts[MAIN])
        self._places = list(_all_controls(self.root))
        self._closed: set[FieldId] = set()
        self._sees: dict[FieldId, Seen] = {}
        self._says: dict[FieldId, str] = {}
        self._plain: set[FieldId] = set()
        self._styles = b""
        self.doubted: set[FieldId] = set()
        self._of_parts: list[Callable[[dict[str, bytes]], None]] = []
        self._of_bytes: list[Callable[[bytes], bytes]] = []

    @cached_property
    def _controls(self) -> Mapping[FieldId, Control]:
        return {one.field: one for one in controls(self.trial.shown)}

    def mutant(self, changes: tuple[str, ...]) -> Mutant:
        """The changed file."""
        if MAIN in self.parts:
            self.parts[MAIN] = DECLARATION + etree.tostring(self.root)
        for change in self._of_parts:
            change(self.parts)
        data = packed(self.parts)
        for alter in self._of_bytes:
            data = alter(data)
        doubted = self.doubted if self._keeps_styles() else set()
        return Mutant(data, {**self._sees, **dict.fromkeys(doubted)}, self._says, changes)

    def _keeps_styles(self) -> bool:
        """Whether the styles are still there as they were changed, and the document finds them."""
        relations = self.parts.get(RELATIONS, b"")
        styled = (one for one in re.findall(b"<Relationship [^>]*>", relations) if b'/styles"' in one)
        return self._styles in self.parts.values() and any(b"External" not in one for one in styled)

    def put_styles(self, styles: etree._Element) -> None:
        """The styles are changed; what they do to answers counts as long as they are there."""
        self.put(STYLES, styles)
        self._styles = self.parts[STYLES]

    def then(self, change: Callable[[dict[str, bytes]], None]) -> None:
        """Something done to the parts once the document is written."""
        self._of_parts.append(change)

    def at_last(self, change: Callable[[bytes], bytes]) -> None:
        """Something done to the whole file once it is packed."""
        self._of_bytes.append(change)

    # What is seen

    def see(self, key: Key, seen: Seen) -> None:
        """From now on a person sees this as the answer."""
        self._sees[key.field] = seen

    def doubt(self, key: Key) -> None:
        """What a person sees is no longer an answer that one may take, if there was one."""
        if self.is_filled(key):
            self._sees[key.field] = None

    def show(self, key: Key) -> None:
        """An answer is shown by hand, whatever styles say."""
        self._plain.add(key.field)

    def doubt_by_style(self, key: Key) -> None:
        """Likewise, whatever is typed there later: styles do it."""
        if self.is_filled(key) and key.field not in self._plain:
            self.doubted.add(key.field)

    def must_tell(self, key: Key, said: str = "") -> None:
        """A mark was made at the field, or something written beside it, whether or not it holds an answer."""
        self._sees[key.field] = None
        self._says[key.field] = said

    def close(self, *keys: Key) -> None:
        """No later change touches these fields: their places, tags and labels no longer say the same."""
        self._closed.update(key.field for key in keys)

    def text(self, key: Key) -> str:
        """What a person sees in a text box or a list, "" when it is empty."""
        seen = self._sees.get(key.field, self._intact(key.field))
        return seen if isinstance(seen, str) else ""

    def ticked(self, key: Key) -> frozenset[OptionCode]:
        """The options of a list whose boxes are ticked."""
        seen = self._sees.get(key.field, self._intact(key.field))
        return seen if isinstance(seen, frozenset) else frozenset()

    def is_filled(self, key: Key) -> bool:
        """Whether a box is ticked, or a text there."""
        if key.field in self._sees and self._sees[key.field] is None:
            return True
        return bool(key.option in self.ticked(key) if key.option is not None else self.text(key))

    def _intact(self, code: FieldId) -> Seen:
        return _shown_at_first(self.trial.data).get(code, "")

    # What there is to change

    def control(
        self, wanted: Callable[[Key, etree._Element], bool] = lambda _key, _sdt: True
    ) -> tuple[Key, etree._Element]:
        """One of the controls that are still there, a filled one three times in four."""
        every = [(key, sdt) for key, sdt in self._places if self._is_open(key, sdt) and wanted(key, sdt)]
        filled = [(key, sdt) for key, sdt in every if self.is_filled(key)]
        return self.one_of(filled if filled and self.random.random() < 0.75 else every)

    def places(self) -> Iterator[tuple[Key, etree._Element]]:
        """Every control that is still there and has a content, with its field, whatever it says of itself."""
        return ((key, sdt) for key, sdt in self._places if self._is_there(sdt))

    def places_in(self, element: etree._Element) -> Iterator[tuple[Key, etree._Element]]:
        """Those within an element."""
        return ((key, sdt) for key, sdt in self.places() if any(one is element for one in sdt.iterancestors()))

    def _is_there(self, sdt: etree._Element) -> bool:
        return sdt.find(f"{W}sdtContent") is not None and any(one is self.root for one in sdt.iterancestors())

    def _is_open(self, key: Key, sdt: etree._Element) -> bool:
        return key.field not in self._closed and self._is_there(sdt)

    def words(self) -> tuple[Key, etree._Element]:
        """A text box or a list."""
        return self.control(lambda key, _: key.option is None)

    def free(self) -> tuple[Key, etree._Element]:
        """A text box."""
        return self.control(lambda key, sdt: key.option is None and not _is_list(sdt))

    def filled(self) -> tuple[Key, etree._Element]:
        """A text box or a list that holds an answer."""
        return self.control(lambda key, _: key.option is None and bool(self.text(key)))

    def box(self) -> tuple[Key, etree._Element]:
        """A tick box."""
        return self.control(lambda key, _: key.option is not None)

    def listed(self) -> tuple[Key, etree._Element]:
        """A list."""
        return self.control(lambda _, sdt: _is_list(sdt))

    def two(self, *, alike: bool = False) -> tuple[tuple[Key, etree._Element], tuple[Key, etree._Element]]:
        """Two controls of different fields, neither in the other: two texts or two lists, or any two unless `alike`."""
        one = self.words()
        other = self.control(
            lambda key, sdt: (
                key.option is None
                and key.field != one[0].field
                and one[1] not in sdt.iterancestors()
                and sdt not in one[1].iterancestors()
                and (not alike or _is_list(sdt) == _is_list(one[1]))
            )
        )
        return one, other

    def is_number(self, key: Key) -> bool:
        """Whether a count is asked for."""
        control = self._controls.get(key.field)
        return isinstance(control, TextBox) and control.numeric

    def is_text(self, key: Key) -> bool:
        """Whether any words are an answer."""
        control = self._controls.get(key.field)
        return isinstance(control, TextBox) and not control.numeric

    def is_ticks(self, key: Key) -> bool:
        """Whether the field is a list of boxes."""
        return isinstance(self._controls.get(key.field), TickList)

    def runs(self, sdt: etree._Element) -> Sequence[etree._Element]:
        """The runs of a control that hold text, one text in each: those that hold more are split."""
        for one in [one for one in content_of(sdt).iter(f"{W}r") if len(one.findall(f"{W}t")) > 1]:
            for child in [child for child in one if child.tag != f"{W}rPr"]:
                part = copy.deepcopy(one)
                part[:] = [copy.deepcopy(child) if each is None else each for each in (*part.findall(f"{W}rPr"), None)]
                one.addprevious(part)
            cut(one)
        return self.some([one for one in content_of(sdt).iter(f"{W}r") if one.find(f"{W}t") is not None])

    def paragraph(self, sdt: etree._Element) -> etree._Element:
        """The paragraph that a control stands in, or that stands in it."""
        found = next(sdt.iterancestors(f"{W}p"), None)
        found = next(sdt.iter(f"{W}p"), None) if found is None else found
        if found is None:
            raise NotHere
        return found

    def bookmark(self, key: Key) -> tuple[etree._Element, etree._Element]:
        """The start and the end of a control's bookmark."""
        try:
            return bookmark_of(self.root, str(key))
        except StopIteration:
            raise NotHere from None

    def tree(self, part: str) -> etree._Element:
        """A part parsed; give it back with `put`."""
        if part not in self.parts:
            raise NotHere
        try:
            return etree.fromstring(self.parts[part])
        except etree.XMLSyntaxError:
            raise NotHere from None

    def put(self, part: str, root: etree._Element) -> None:
        """A part is written again."""
        self.parts[part] = DECLARATION + etree.tostring(root)

    def one_of(self, choices: Sequence[T]) -> T:
        """One of them by lot."""
        return self.random.choice(self.some(choices))

    def some(self, choices: Sequence[T]) -> Sequence[T]:
        """The same, when there are any."""
        if not choices:
            raise NotHere
        return choices

    # What is written

    def write(self, key: Key, sdt: etree._Element, inner: str) -> None:
        """Other runs take the place of what a text box holds; it no longer shows its placeholder."""
        if key.option is None:
            for flag in sdt.findall(f"{W}sdtPr/{W}showingPlcHdr"):
                cut(flag)
        content_of(sdt)[:] = xml(inner)

    def tick(self, key: Key, sdt: etree._Element, *, state: bool | None = None, sign: str | None = None) -> None:
        """A box records a state, and shows a sign."""
        checked = next(sdt.iter(f"{W14}checked"), None)
        if checked is not None and state is not None:
            checked.set(f"{W14}val", "1" if state else "0")
        if sign is not None:
            texts = self.some(list(content_of(sdt).iter(f"{W}t")))
            texts[0].text = sign


@cache
def _shown_at_first(data: bytes) -> Mapping[FieldId, Seen]:
    """What an intact form shows, by field."""
    found: dict[FieldId, Seen] = {}
    for key, sdt in _all_controls(etree.fromstring(unpacked(data)[MAIN])):
        shown = "".join("\n" if one.tag == f"{W}br" else one.text or "" for one in content_of(sdt).iter())
        if key.option is None:
            is_prompt = sdt.find(f"{W}sdtPr/{W}showingPlcHdr") is not None
            found[key.field] = "" if is_prompt else shown
        else:
            before = found.get(key.field, frozenset())
            assert isinstance(before, frozenset)
            found[key.field] = before | ({key.option} if shown == TICKED else frozenset())
    return found


def _all_controls(root: etree._Element) -> Iterator[tuple[Key, etree._Element]]:
    for sdt in root.iter(f"{W}sdt"):
        tag = sdt.find(f"{W}sdtPr/{W}tag")
        name = "" if tag is None else str(tag.get(f"{W}val", ""))
        if name.startswith("sk."):
            yield Key.parse(name.removeprefix("sk.")), sdt


def _is_list(sdt: etree._Element) -> bool:
    return sdt.find(f"{W}sdtPr/{W}dropDownList") is not None
