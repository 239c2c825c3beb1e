"""Reads a form that a browser saved with its answers: what the attributes of its controls say, uninterpreted."""

from __future__ import annotations

import codecs
import quopri
import re
from collections.abc import Iterator
from typing import assert_never

from msgspec import Struct, field
from msgspec.structs import replace

from surveykit.document import read_marks
from surveykit.filled import CopySource, FilledForm, Outside
from surveykit.ids import CopyRef, FieldId, FormRef
from surveykit_html.labels import Labels
from surveykit_html.margins import Surroundings
from surveykit_html.page_controls import PageControl, entries_of
from surveykit_html.refusals import refusal
from surveykit_html.scene import Scene
from surveykit_html.tags import End, Start, TextNode, pieces

LARGEST = 20 * 1024 * 1024
"""Bytes: a larger page is refused unread."""

MOST_CONTROLS = 10_000
"""A page with more controls than this is not a questionnaire."""

_OPENINGS = (b"<!DOCTYPE html", b"<!doctype html", b"<!DOCTYPE HTML", b"<html", b"<HTML")
_ARCHIVES = (b"From: <Saved by", b"MIME-Version:", b"bplist00")
_AS_MAILED = re.compile(rb"(?:\s(?:class|id|name|type|value)=3D.*?){3}", re.DOTALL)
"""A page that was taken out of a mail without being decoded: several of its attributes say so."""
_PICKED = {"color", "date", "datetime-local", "month", "time", "week"}
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_NOT_ANSWERS = {"file", "hidden", "image"}
_BUTTONS = {"button", "reset", "submit"}
"""The kinds of input that show a value which nobody can change."""
_VEILED = {"password"}
"""The kinds of input that take an answer which nobody sees."""


class HtmlReader:
    """The reader of forms saved as web pages; a page that is not one of ours is refused."""

    suffixes: tuple[str, ...] = (".html", ".htm", ".xhtml", ".mhtml", ".mht", ".webarchive")
    signatures: tuple[bytes, ...] = (*_OPENINGS, *(codecs.BOM_UTF8 + one for one in _OPENINGS), *_ARCHIVES[:1])

    def read(self, data: bytes, /) -> FilledForm:
        """What the controls of the page hold, and what is seen of them; one that was switched off says nothing.

        Raises UnreadableFile for what is not a sound page of ours, with the codes of `refusals`.
        """
        page = _Page()
        for piece in pieces(_decoded(data)):
            page.take(piece)
        if (page.form is None and not page.copies) or not page.controls:
            raise refusal("not_a_form")
        return FilledForm(
            form=page.form,
            entries=entries_of(page.controls),
            copies=tuple(page.copies),
            outside=page.outside,
            prefilled=page.prefilled,
            simulated=page.simulated,
            placed=tuple(placed for spot in page.controls for placed in spot.placed()),
        )


def _decoded(data: bytes) -> str:
    if not data:
        raise refusal("empty")
    if len(data) > LARGEST:
        raise refusal("too_large")
    if data.startswith(_ARCHIVES):
        raise refusal("web_archive")
    if _AS_MAILED.search(data):
        data = quopri.decodestring(data)
    encoding = "utf-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise refusal("not_text") from error


class _Page:
    """What was met so far."""

    def __init__(self) -> None:
        self.form: FormRef | None = None
        self.copies: list[tuple[CopyRef, CopySource]] = []
        self.prefilled: dict[FieldId, str] = {}
        self.simulated = False
        self.controls: list[PageControl] = []
        self._scene = Scene()
        self._surroundings = Surroundings(self._scene)
        self._labels = Labels()
        self._list: _List | None = None
        self._groups: list[str] = []
        self._in_copy = False
        self._unseen: list[PageControl] = []

    @property
    def outside(self) -> tuple[Outside, ...]:
        """The text of the page's form beside its controls."""
        return tuple(self._surroundings.found)

    def take(self, piece: Start | End | TextNode) -> None:
        """Take up the next piece of the page."""
        self._scene.take(piece)
        self._surroundings.take(piece)
        match piece:
            case Start():
                self._open(piece)
            case End():
                self._close(piece.name)
            case TextNode(text=text):
                self._said(text)
            case _:
                assert_never(piece)

    def _open(self, tag: Start) -> None:
        match tag.name:
            case "form":
                self._identify(tag)
            case "fieldset":
                self._labels.open(tag)
                self._groups.append(tag.attributes.get("name") or self._group())
            case "input":
                self._input(tag)
            case "textarea":
                self._spot(
                    tag, "text", tag.attributes.get("name", ""), tag.text.replace("\r\n", "\n").removeprefix("\n")
                )
            case "select":
                self._close_list()
                self._list = _List(tag, self._spot_of(tag, "list", tag.attributes.get("name", ""), ""))
            case "option" if self._list is not None:
                self._list.open(tag)
            case _:
                self._open_other(tag)

    def _open_other(self, tag: Start) -> None:
        self._labels.open(tag)
        self._in_copy = self._in_copy or tag.attributes.get("id") == "sk-copy"
        if "aside" in tag.attributes.get("class", "").split():
            for spot in self._unseen:
                spot.aside = True

    def _close(self, name: str) -> None:
        self._labels.close(name)
        if name in {"select", "form"}:
            self._close_list()
        elif name == "fieldset":
            self._groups[-1:] = []
        else:
            self._in_copy = False

    def _identify(self, tag: Start) -> None:
        self.form = FormRef.parse(tag.attributes.get("data-form", "")) or self.form
        self.prefilled = read_marks(tag.attributes.get("data-prefilled", "")) or self.prefilled
        self.simulated = self.simulated or "data-simulated" in tag.attributes
        copy = CopyRef.parse(tag.attributes.get("data-copy", ""))
        if copy is not None:
            self.copies.insert(0, (copy, CopySource.PROPERTIES))

    def _group(self) -> str:
        """The name of the nearest group that has one."""
        return self._groups[-1] if self._groups else ""

    def _said(self, text: str) -> None:
        if self._list is not None:
            self._list.say(text)
            return
        self._labels.say(text)
        if self._in_copy and (copy := CopyRef.find(text)) is not None:
            self.copies.append((copy, CopySource.HEADER))

    def _input(self, tag: Start) -> None:
        kind = tag.attributes.get("type", "text").lower()
        if kind in {"radio", "checkbox"}:
            self._spot(tag, kind, self._group(), tag.attributes.get("value", "on"), on="checked" in tag.attributes)
        elif kind not in _NOT_ANSWERS and (kind not in _VEILED | _BUTTONS or tag.attributes.get("value")):
            self._line(tag, kind, tag.attributes.get("value", ""))

    def _line(self, tag: Start, kind: str, value: str) -> None:
        """Take up an input of one line; a hint is seen in it as long as it holds nothing."""
        spot = self._spot_of(tag, "text", tag.attributes.get("name", ""), value)
        spot.hidden = spot.hidden or kind in _VEILED or _drops(kind, value)
        spot.off = spot.off or kind in _BUTTONS
        if spot.name:
            self._add(spot)

    def _spot(self, tag: Start, kind: str, name: str, value: str, *, on: bool = True) -> None:
        """Take up a control; one without a name is no answer."""
        if name:
            self._add(self._spot_of(tag, kind, name, value, on=on))

    def _spot_of(self, tag: Start, kind: str, name: str, value: str, *, on: bool = True) -> PageControl:
        around = self._scene.here if tag.name == "select" else self._scene.around(tag)
        before, words = self._labels.of(tag)
        return PageControl(
            name,
            kind,
            value,
            on=on,
            off=around.off or "disabled" in tag.attributes,
            hidden=around.hidden,
            crossed=around.crossed,
            cut=tag.cut,
            hint="" if kind == "list" else tag.attributes.get("placeholder", ""),
            question=self._surroundings.question,
            before=before,
            words=words,
        )

    def _add(self, spot: PageControl) -> None:
        if len(self.controls) >= MOST_CONTROLS:
            raise refusal("not_a_form")
        self.controls.append(spot)
        self._unseen = [*self._unseen, spot] if spot.off and spot.hidden else []

    def _close_list(self) -> None:
        if self._list is not None:
            closed, self._list = self._list, None
            if closed.spot.name:
                for spot in closed.spots():
                    self._add(spot)


def _drops(kind: str, value: str) -> bool:
    """Whether a browser shows nothing of a value, which its kind of control does not take."""
    if kind in {"number", "range"}:
        return _NUMBER.fullmatch(value) is None
    return kind in _PICKED


class _List(Struct):
    """A drop-down list that is being read."""

    tag: Start
    spot: PageControl
    options: list[tuple[Start, list[str]]] = field(default_factory=list)

    def open(self, tag: Start) -> None:
        self.options.append((tag, []))

    def say(self, text: str) -> None:
        if self.options:
            self.options[-1][1].append(text)

    @staticmethod
    def _value(tag: Start, said: list[str]) -> str:
        return tag.attributes.get("value", "".join(said).strip())

    def _first(self) -> str:
        """The option that is seen while none is chosen: the first, unless the list shows several at once."""
        if {"multiple", "size"} & self.tag.attributes.keys():
            return ""
        return next((self._value(*one) for one in self.options if "disabled" not in one[0].attributes), "")

    def spots(self) -> Iterator[PageControl]:
        """One for each of the options selected, an empty one when there is none."""
        labels = tuple((tag.attributes.get("value", ""), "".join(said)) for tag, said in self.options)
        values = [self._value(tag, said) for tag, said in self.options if "selected" in tag.attributes]
        yield replace(self.spot, value=values[0] if values else "", labels=labels, hint=self._first())
        yield from (replace(self.spot, value=value) for value in values[1:])


reader = HtmlReader()
"""What the entry point names."""
