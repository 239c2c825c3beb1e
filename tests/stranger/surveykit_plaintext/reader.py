"""From plain text, filled in with any editor, to what stands in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from surveykit.document import read_marks
from surveykit.errors import UnreadableFile
from surveykit.filled import CopySource, Entry, FilledForm, Outside, Tick, Words
from surveykit.ids import CopyRef, FieldId, FormRef, OptionCode
from surveykit.words.marks import says_simulated

_CONTROL = re.compile(r"\[([a-z0-9_]+)(?:#([a-z0-9_]+))?\] ?(.*)")
_ENTRY = re.compile(r"\(([^)]*)\) ?(.*)")
_BOX = re.compile(r"\[([^\]]*)\] ?(.*)")
_AGAIN = "Merci de renvoyer le formulaire en texte, enregistré en UTF-8, tel qu’il vous a été envoyé."


class TextReader:
    """Reads the forms that the renderer writes."""

    suffixes = (".txt",)
    signatures = (b"%surveykit-text", b"\xef\xbb\xbf%surveykit-text")

    def read(self, data: bytes, /) -> FilledForm:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise UnreadableFile("not_utf8", "Ce fichier n’est pas un texte en UTF-8.", _AGAIN) from error
        lines = text.replace("\r\n", "\n").replace("\r", "\n").rstrip().split("\n")
        if not lines[0].startswith("%surveykit-text"):
            raise UnreadableFile("not_a_form", "Ce fichier n’est pas un formulaire en texte.", _AGAIN)
        if lines[-1] != "%end":
            raise UnreadableFile("truncated", "La fin de ce formulaire manque.", _AGAIN)
        return _Text(iter(lines[:-1])).filled()


class _Text:
    def __init__(self, lines: Iterator[str]) -> None:
        self.lines = lines
        self.form: FormRef | None = None
        self.copies: list[tuple[CopyRef, CopySource]] = []
        self.marks: dict[FieldId, str] = {}
        self.simulated = False
        self.question: str | None = None
        self.outside: list[Outside] = []
        self.words: dict[FieldId, list[Words]] = {}
        self.lists: dict[FieldId, list[str]] = {}
        self.ticks: dict[FieldId, dict[OptionCode, tuple[Tick, ...]]] = {}

    def filled(self) -> FilledForm:
        for line in self.lines:
            control = _CONTROL.fullmatch(line)
            if line.startswith("%"):
                self.told(line)
            elif control is None:
                self.outside.append(Outside(line.removeprefix("\\"), self.question))
            elif control[2] is None:
                said = self.area() if control[3] == "<<<" else control[3]
                self.words.setdefault(FieldId(control[1]), []).append(Words(said))
            else:
                self.option(FieldId(control[1]), OptionCode(control[2]), control[3])
        for code, chosen in self.lists.items():
            self.words.setdefault(code, []).extend(map(Words, chosen or [""]))
        codes = dict.fromkeys((*self.words, *self.ticks))
        entries = {code: Entry(tuple(self.words.get(code, ())), self.ticks.get(code, {})) for code in codes}
        return FilledForm(
            self.form,
            entries,
            tuple(self.copies),
            tuple(self.outside),
            prefilled=self.marks,
            simulated=self.simulated,
        )

    def told(self, line: str) -> None:
        kind, _, said = line.partition(" ")
        if kind == "%form":
            self.form = FormRef.parse(said)
        elif kind == "%prefilled":
            self.marks |= read_marks(said)
        elif kind == "%mark":
            self.simulated = self.simulated or says_simulated(said)
        elif kind == "%question":
            self.question = said
        elif kind == "%copy" and (reference := CopyRef.parse(said.partition(" ")[0])) is not None:
            self.copies.append((reference, CopySource.PROPERTIES))

    def area(self) -> str:
        held: list[str] = []
        for line in self.lines:
            if line == ">>>":
                return "\n".join(held)
            held.append(line.removeprefix("\\"))
        raise UnreadableFile("unclosed", "Une réponse de ce formulaire n’a plus sa ligne de fin (>>>).", _AGAIN)

    def option(self, field: FieldId, option: OptionCode, said: str) -> None:
        if (entry := _ENTRY.fullmatch(said)) is not None:
            chosen = self.lists.setdefault(field, [])
            if entry[1].strip():
                chosen.append(entry[2] if entry[1].strip() in "xX" else f"{entry[1]} {entry[2]}")
            return
        box = _BOX.fullmatch(said)
        mark = said if box is None else box[1].strip()
        recorded = mark in {"x", "X"} if mark in {"", "x", "X"} else None
        ticks = self.ticks.setdefault(field, {})
        ticks[option] = (*ticks.get(option, ()), Tick(recorded, "" if recorded is not None else mark))
