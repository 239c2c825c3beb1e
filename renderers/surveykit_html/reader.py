"""Reads a form that a browser saved with its answers: what the attributes of its controls say, uninterpreted."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from typing import assert_never

from surveykit.document import read_marks
from surveykit.filled import CopySource, Entry, FilledForm, Tick, Words
from surveykit.ids import CopyRef, FieldId, FormRef, OptionCode
from surveykit_html.margins import Surroundings
from surveykit_html.refusals import refusal
from surveykit_html.tags import End, Start, TextNode, pieces

LARGEST = 20 * 1024 * 1024
"""Bytes: a larger page is refused unread."""

MOST_CONTROLS = 10_000
"""A page with more controls than this is not a questionnaire."""

_OPENINGS = (b"<!DOCTYPE html", b"<!doctype html", b"<!DOCTYPE HTML", b"<html", b"<HTML")
_ARCHIVES = (b"From: <Saved by", b"MIME-Version:", b"bplist00")
_NOT_ANSWERS = {"button", "file", "hidden", "image", "password", "reset", "submit"}


class HtmlReader:
    """The reader of forms saved as web pages; a page that is not one of ours is refused."""

    suffixes: tuple[str, ...] = (".html", ".htm", ".xhtml", ".mhtml", ".mht", ".webarchive")
    signatures: tuple[bytes, ...] = (*_OPENINGS, *(codecs.BOM_UTF8 + one for one in _OPENINGS), *_ARCHIVES[:1])

    def read(self, data: bytes, /) -> FilledForm:
        """What the controls of the page hold; one that the page had switched off holds nothing.

        Raises UnreadableFile for what is not a sound page of ours, with the codes of `refusals`.
        """
        page, surroundings = _Page(), Surroundings()
        for piece in pieces(_decoded(data)):
            page.take(piece)
            surroundings.take(piece)
        if page.form is None and not page.copies:
            raise refusal("not_a_form")
        entries = {name: control.entry() for name, control in page.controls.items()}
        if not entries:
            raise refusal("not_a_form")
        return FilledForm(
            form=page.form,
            entries=entries,
            copies=tuple(page.copies),
            outside=tuple(surroundings.found),
            prefilled=page.prefilled,
            simulated=page.simulated,
        )


def _decoded(data: bytes) -> str:
    if not data:
        raise refusal("empty")
    if len(data) > LARGEST:
        raise refusal("too_large")
    if data.startswith(_ARCHIVES):
        raise refusal("web_archive")
    encoding = "utf-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise refusal("not_text") from error


class _Control:
    """All that a page has under one name."""

    def __init__(self) -> None:
        self.words: list[Words] = []
        self.radios: dict[str, bool] = {}
        self.ticks: dict[OptionCode, list[Tick]] = {}

    def entry(self) -> Entry:
        """A group of radio buttons holds the value of the one chosen; of several chosen, every one as a tick."""
        words = list(self.words)
        ticks = {option: tuple(found) for option, found in self.ticks.items()}
        if self.radios:
            chosen = [value for value, checked in self.radios.items() if checked]
            if len(chosen) > 1:
                ticks |= {OptionCode(value): (Tick(checked, ""),) for value, checked in self.radios.items()}
            else:
                words.append(Words(chosen[0] if chosen else ""))
        return Entry(tuple(words), ticks)


class _Page:
    """What was met so far."""

    def __init__(self) -> None:
        self.form: FormRef | None = None
        self.copies: list[tuple[CopyRef, CopySource]] = []
        self.prefilled: dict[FieldId, str] = {}
        self.simulated = False
        self.controls: dict[FieldId, _Control] = {}
        self._list: _List | None = None
        self._groups: list[str] = []
        self._in_copy = False
        self._met = 0

    def take(self, piece: Start | End | TextNode) -> None:
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
                self._groups.append(tag.attributes.get("name") or self._group())
            case "input":
                self._input(tag)
            case "textarea":
                self._text(tag, tag.text.replace("\r\n", "\n").removeprefix("\n"))
            case "select":
                self._close_list()
                self._list = _List(tag)
            case "option" if self._list is not None:
                self._list.open(tag)
            case _:
                self._in_copy = self._in_copy or tag.attributes.get("id") == "sk-copy"

    def _close(self, name: str) -> None:
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
        elif self._in_copy and (copy := CopyRef.find(text)) is not None:
            self.copies.append((copy, CopySource.HEADER))

    def _control(self, name: str) -> _Control | None:
        """The control of that name; None for a control without one, which is not an answer."""
        if not name:
            return None
        self._met += 1
        if self._met > MOST_CONTROLS:
            raise refusal("not_a_form")
        return self.controls.setdefault(FieldId(name), _Control())

    def _input(self, tag: Start) -> None:
        kind = tag.attributes.get("type", "text").lower()
        if kind in {"radio", "checkbox"}:
            self._box(tag, kind)
        elif kind not in _NOT_ANSWERS:
            self._text(tag, tag.attributes.get("value", ""))

    def _box(self, tag: Start, kind: str) -> None:
        """A radio button or a tick box, which is part of the nearest group that has a name."""
        control = self._control(self._group())
        if control is None:
            return
        value, checked = tag.attributes.get("value", "on"), "checked" in tag.attributes and _is_on(tag)
        if kind == "radio":
            control.radios[value] = checked or control.radios.get(value, False)
        else:
            control.ticks.setdefault(OptionCode(value), []).append(Tick(checked, ""))

    def _text(self, tag: Start, text: str) -> None:
        control = self._control(tag.attributes.get("name", ""))
        if control is not None:
            control.words.append(Words(text if _is_on(tag) else ""))

    def _close_list(self) -> None:
        if self._list is not None:
            closed, self._list = self._list, None
            for value in closed.chosen():
                self._text(closed.tag, value)


class _List:
    """A drop-down list that is being read."""

    def __init__(self, tag: Start) -> None:
        self.tag = tag
        self._options: list[tuple[Start, list[str]]] = []

    def open(self, tag: Start) -> None:
        self._options.append((tag, []))

    def say(self, text: str) -> None:
        if self._options:
            self._options[-1][1].append(text)

    def chosen(self) -> Iterator[str]:
        """The values of the options selected, an empty one when there is none."""
        selected = [one for one in self._options if "selected" in one[0].attributes]
        if not selected:
            yield ""
        for tag, said in selected:
            yield tag.attributes.get("value", "".join(said).strip())


def _is_on(tag: Start) -> bool:
    return "disabled" not in tag.attributes


reader = HtmlReader()
"""What the entry point names."""
