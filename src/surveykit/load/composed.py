"""A YAML file as plain data with the place of every key and value; what could hide or explode is refused."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct, field
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from surveykit.findings import Finding
from surveykit.load.scalars import plain_value
from surveykit.load.source import Source

Plain = None | bool | int | float | str | list["Plain"] | dict[str, "Plain"]
Path = tuple[str | int, ...]

DEPTH_LIMIT = 24
PROBLEM_LIMIT = 200
_NO_ALIAS = "anchors and aliases are refused, write the value"
_UNWRITABLE = {*map(chr, range(32)), *map(chr, range(0xD800, 0xE000)), "\x7f"} - {"\t", "\r", "\n"}
_STARTS = (MappingStartEvent, SequenceStartEvent)
_ENDS = (MappingEndEvent, SequenceEndEvent)
_PARTICULAR = re.compile("[\t\r\x85\u2028\u2029\ufeff]|^(?:%|---|\\.\\.\\.)", re.MULTILINE)
_OUT_OF_RANGE = (YAMLError, ValueError, OverflowError, AssertionError)
"""What the parser raises for an escape beyond Unicode or a version that it does not know."""
_HINTS = {
    "mapping values are not allowed": "a text that contains ': ' must be in quotes",
    "expected <block end>": "check the indentation, and that a quote inside a text is doubled",
    "'\\t' that cannot start": "indent with spaces, not tabs",
    "cannot start any token": "a text that begins with this character must be in quotes",
    "could not find expected ':'": "every key is followed by ': '",
    "unknown escape": "between double quotes a backslash is written twice",
    "unexpected end of stream": "a quote is not closed",
    "expected ',' or": "a bracket or a brace is not closed",
}


class Mark(Struct, frozen=True):
    """Where a value stands (indexes in the source), and its key if it has one."""

    start: int
    end: int
    key: int | None = None


class Composed(Struct, frozen=True):
    """A file's data, the marks by path, the problems, and the paths whose value could not be taken."""

    source: Source
    data: Plain
    marks: Mapping[Path, Mark]
    problems: tuple[Finding, ...]
    spoilt: frozenset[Path]


def compose(source: Source) -> Composed:
    """The data of a YAML text, with every problem found in it; the reading ends at a fault of syntax."""
    composer = _Composer(source)
    data = composer.document()
    return Composed(source, data, composer.marks, tuple(composer.problems), frozenset(composer.spoilt))


class _StopError(Exception):
    """The reading cannot go on; the problem has been noted."""


def parsed(text: str) -> Iterable[Event]:
    """The events of a text: those of the parser in C, ten times as fast, where it is installed and finds no fault.

    A fault is for the parser in Python to tell: its words, and where it stops, do not depend on what is installed. So
    is a text with what the two take or place differently: tabulators, other line ends, directives, marks of documents,
    and values that are left out.
    """
    if _PARTICULAR.search(text):
        return in_python(text)
    try:
        found = [*_to_depth(YAML(typ="safe", pure=False, plug_ins=[]).parse(text))]
    except _OUT_OF_RANGE:
        return in_python(text)
    return in_python(text) if any(map(_is_left_out, found)) else found


def _to_depth(events: Iterable[Event]) -> Iterator[Event]:
    """The events up to the first that lies deeper than anything may: none after it is drawn."""
    depth = 0
    for event in events:
        yield event
        depth += isinstance(event, _STARTS) - isinstance(event, _ENDS)
        if depth > DEPTH_LIMIT:
            return


def _is_left_out(event: Event) -> bool:
    """Whether an event is a value that nothing writes, as after `key:` at the end of a line."""
    return isinstance(event, ScalarEvent) and not event.value and not event.style


def in_python(text: str) -> Iterable[Event]:
    """The events of a text, one after the other, by the parser in Python; raises where the text is at fault."""
    events: Iterable[Event] = YAML(typ="safe", pure=True, plug_ins=[]).parse(text)
    return events


class _Composer(Struct):
    source: Source
    marks: dict[Path, Mark] = field(default_factory=dict)
    problems: list[Finding] = field(default_factory=list)
    spoilt: set[Path] = field(default_factory=set)
    depth: int = 0

    def document(self) -> Plain:
        events = self._events()
        try:
            data = next((self._value(first, events, ()) for first in events), None)
            second = next(events, None)
            if () not in self.marks:
                self._note("empty", 0, "the file is empty: expected the keys of a survey")
                self.spoilt.add(())
            elif second is not None:
                self._note("several_documents", _start(second), "expected one document, found another")
        except _StopError:
            self.spoilt.add(())
            return None
        return data

    def _note(self, code: str, index: int, message: str) -> None:
        self.problems.append(self.source.problem(code, index, message))
        if len(self.problems) == PROBLEM_LIMIT:
            self.problems.append(self.source.problem("too_many", index, "too many problems: reading stops here"))
            raise _StopError

    def _events(self) -> Iterator[Event]:
        """The events of the file's nodes; syntax and depth are guarded here."""
        last = 0
        try:
            for event in parsed(self.source.text):
                if isinstance(event, DocumentStartEvent):
                    self._directives(event)
                if isinstance(event, (NodeEvent, *_ENDS)):
                    self._guard(event)
                    yield event
                last = event.end_mark.index
        except MarkedYAMLError as error:
            self._syntax(error, last)
            raise _StopError from None
        except _OUT_OF_RANGE:
            self._note("yaml_syntax", last, "not YAML after this place: an escape or a version is out of range")
            raise _StopError from None

    def _directives(self, event: DocumentStartEvent) -> None:
        version = getattr(event, "version", None)
        if version is not None and tuple(version) != (1, 2):
            self._note("yaml_version", 0, "expected YAML 1.2: remove the %YAML directive")

    def _guard(self, event: Event) -> None:
        self.depth += isinstance(event, _STARTS) - isinstance(event, _ENDS)
        if self.depth > DEPTH_LIMIT:
            self._note("too_deep", _start(event), f"expected at most {DEPTH_LIMIT} levels, found more")
            raise _StopError

    def _syntax(self, error: MarkedYAMLError, last: int) -> None:
        mark = error.problem_mark or error.context_mark
        index = min(mark.index, len(self.source.text)) if mark is not None else last
        said = " ".join(str(part) for part in (error.context, error.problem) if part)
        self._note("yaml_syntax", index, f"not YAML: {said}{_syntax_hint(said)}")

    def _value(self, event: Event, events: Iterator[Event], path: Path, key: int | None = None) -> Plain:
        start = _start(event)
        if isinstance(event, AliasEvent):
            self._note("alias", start, f"found the alias '*{event.anchor}': {_NO_ALIAS}")
            self.spoilt.add(path)
            self.marks[path] = Mark(start, event.end_mark.index, key)
            return None
        self._bare(event, path)
        data: Plain
        end = event.end_mark.index
        if isinstance(event, MappingStartEvent):
            data = self._mapping(events, path)
        elif isinstance(event, SequenceStartEvent):
            data = self._sequence(events, path)
        elif isinstance(event, ScalarEvent):
            data = self._scalar(event, path)
        else:
            raise _StopError
        self.marks[path] = Mark(start, end, key)
        return data

    def _bare(self, event: Event, path: Path) -> None:
        if getattr(event, "anchor", None) is not None:
            self._note("anchor", _start(event), f"found an anchor ('&'): {_NO_ALIAS}")
        tag = getattr(event, "tag", None)
        if tag is not None:
            self._note("tag", _start(event), f"found the tag '{tag}': tags are refused")
            self.spoilt.add(path)

    def _scalar(self, event: ScalarEvent, path: Path) -> Plain:
        text: str = event.value
        if not _UNWRITABLE.isdisjoint(text):
            bad = next(char for char in text if char in _UNWRITABLE)
            self._note("character", _start(event), f"found the control character U+{ord(bad):04X}: remove it")
            self.spoilt.add(path)
            return None
        return text if event.style else plain_value(text)

    def _sequence(self, events: Iterator[Event], path: Path) -> Plain:
        items: list[Plain] = []
        for event in events:
            if isinstance(event, SequenceEndEvent):
                break
            items.append(self._value(event, events, (*path, len(items))))
        return items

    def _mapping(self, events: Iterator[Event], path: Path) -> Plain:
        found: dict[str, Plain] = {}
        for event in events:
            if isinstance(event, MappingEndEvent):
                break
            name = self._key(event, events)
            value = next(events)
            if name is not None and self._is_new(name, found, event, path):
                found[name] = self._value(value, events, (*path, name), _start(event))
            else:
                self._skip(value, events)
        return found

    def _is_new(self, name: str, found: Mapping[str, Plain], event: Event, path: Path) -> bool:
        """Whether a mapping has not had the key yet; notes one that stands twice."""
        if name in found:
            first = self.source.place(self.marks[(*path, name)].key or 0)
            self._note("duplicate_key", _start(event), f"the key '{name}' is already at {first}")
        return name not in found

    def _key(self, event: Event, events: Iterator[Event]) -> str | None:
        if not isinstance(event, ScalarEvent):
            self._note("key", _start(event), "expected a key that is one word, found something else")
            self._skip(event, events)
            return None
        self._bare(event, ("",))
        if event.value == "<<" and not event.style:
            self._note("merge_key", _start(event), "found the merge key '<<': write the keys")
            return None
        if not event.value:
            self._note("key", _start(event), "expected a key, found nothing before ':'")
            return None
        return str(event.value)

    def _skip(self, event: Event, events: Iterator[Event]) -> None:
        """Leaves out one node whole."""
        level = int(isinstance(event, _STARTS))
        while level:
            inner = next(events)
            level += isinstance(inner, _STARTS) - isinstance(inner, _ENDS)


def _syntax_hint(said: str) -> str:
    """What usually causes the fault that the parser names, after a semicolon; empty when none is known."""
    return next((f"; {hint}" for sign, hint in _HINTS.items() if sign in said), "")


def _start(event: Event) -> int:
    return int(event.start_mark.index)
