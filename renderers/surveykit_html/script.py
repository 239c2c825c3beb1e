"""The script of a form: the survey's conditions and checks in JavaScript, and the code that applies them.

The values of the fields stand in an array, in the order of the fields in the page, then those of the derived
quantities that messages name. `TYPES` has a digit for each field, as `Inputs` gives it; `WHEN` has a function of
the values for each field that is not always asked; `MORE` gives the derived quantities; `RULES` one row per check:
its severity, the fields that its remark may stand under, what must hold, its message; `REPLY` says where the answers
go; `WORDS` is what the page says itself, one sentence on each line; `READ` is what conditions and checks see of a text
that is typed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

from surveykit.document import Check, Document, TextBox, TickList, answers, controls
from surveykit.expressions import Expression, runtime, to_javascript
from surveykit.findings import Severity
from surveykit.ids import FieldId
from surveykit.silence import SCRIPT, SCRIPT_WITHOUT
from surveykit_html.form_words import Said, script_words
from surveykit_html.phrases import NAMES, shared

_LEVELS = (Severity.ERROR, Severity.WARNING, Severity.INFO)
_BRACE = re.compile(r"\{([^{}]*)\}|\{")
_BREAK = re.compile(r"[\n\t]")


def script_of(document: Document, types: str) -> str:
    """The script of a form, the same for all of its copies; it holds no `<`, so that nothing ends its element.

    `types` has a digit for each field, in the order of the page.
    """
    definition = _Definition(document).written(types)
    return (
        f'"use strict";{runtime(definition)}\n{definition}\n{{{_code("form_sending" if _sends(document) else "form")}}}'
    )


def _sends(document: Document) -> bool:
    return document.reply is not None and bool(document.reply.submit)


@cache
def _code(name: str) -> str:
    """What every form's script has in common; `tests/js/script.mjs` makes it of `scripts`."""
    return files("surveykit_html").joinpath("templates", f"{name}.min.js").read_text("utf-8").strip()


class _Definition:
    """What differs from one form to another."""

    def __init__(self, document: Document) -> None:
        self._document = document
        fields = [control.field for control in controls(document)]
        self._places = {field: place for place, field in enumerate(fields)}
        derived = {value: name for check in document.checks for name, value in sorted(check.derived.items())}
        self._named = {value: f"v[{len(fields) + place}]" for place, value in enumerate(derived)}
        self._conditions = dict(self._asked())

    def written(self, types: str) -> str:
        """The constants."""
        checks = self._document.checks
        said = script_words(self._document.language, sends=_sends(self._document)).values()
        texts = [*(self._message(check) for check in checks), *map(_line, said)]
        phrases, sentences = shared(tuple(map(_between_backquotes, texts)))
        written = iter(sentences)
        names = "".join(f",{name}=`{phrase}`" for name, phrase in zip(NAMES, phrases, strict=False))
        conditions = ",".join(f"{self._places[field]}:v=>{test}" for field, test in self._conditions.items())
        more = ",".join(to_javascript(value, self._value) for value in self._named)
        rules = ",".join(self._rule(check, next(written)) for check in checks)
        read = SCRIPT if self._rests_on_texts() else SCRIPT_WITHOUT
        words = "\n".join(written)
        return (
            f'const TYPES="{types}",WHEN={{{conditions}}}{names},MORE=v=>[{more}],RULES=v=>[{rules}],'
            f"REPLY={_literal(self._sent())},READ={read},WORDS=`{words}`;"
        )

    def _rests_on_texts(self) -> bool:
        """Whether a condition or a check rests on words that are typed."""
        typed = {one.field for one in controls(self._document) if isinstance(one, TextBox) and not one.numeric}
        return not all(typed.isdisjoint(one.names) for one in self._evaluated() if one is not None)

    def _evaluated(self) -> Iterator[Expression | None]:
        """What the page evaluates: the parts of its checks, and its conditions, None where there is none."""
        for check in self._document.checks:
            yield from (check.holds, check.when, *check.derived.values())
        yield from (one.condition for one in answers(self._document.blocks))

    def _sent(self) -> Sequence[object] | None:
        """Where the answers go: the addresses, the date, and the web address where there is one."""
        reply = self._document.reply
        if reply is None:
            return None
        return [list(reply.addresses), reply.before, *([reply.submit] if reply.submit else [])]

    def _asked(self) -> Iterator[tuple[FieldId, str]]:
        """When a field is asked that is not always asked: its condition, or that the box it details is ticked."""
        for answer in answers(self._document.blocks):
            control = answer.control
            if answer.condition is not None:
                yield control.field, self._expression(answer.condition)
            if isinstance(control, TickList):
                for box in control.boxes:
                    if box.detail is not None:
                        yield box.detail.field, f"has({self._value(control.field)},{_literal(box.option)})"

    def _rule(self, check: Check, message: str) -> str:
        holds = self._expression(check.holds)
        if check.when is not None:
            holds = f"or(not({self._expression(check.when)}),{holds})"
        level = _LEVELS.index(check.severity)
        return f"[{level},{_literal(self._about(check))},{holds},`{message}`]"

    def _about(self, check: Check) -> Sequence[int]:
        """The fields that a remark may stand under: the first that is asked, so none after one always asked."""
        places = sorted(place for field, place in self._places.items() if field in check.holds.names)
        always = {self._places[field] for field in self._places if field not in self._conditions}
        end = next((turn for turn, place in enumerate(places, 1) if place in always), len(places))
        return places[:end]

    def _message(self, check: Check) -> str:
        """The message with places for names in its slots; a brace that opens no slot is an empty slot."""

        def slot(found: re.Match[str]) -> str:
            name = found.group(1)
            if name in check.derived:
                return "{" + self._named[check.derived[name]][2:-1] + "}"
            if name in self._places:
                return f"{{{self._places[FieldId(name)]}}}"
            return "{}" + found.group()[1:]

        return _BRACE.sub(slot, check.message)

    def _expression(self, expression: Expression) -> str:
        return to_javascript(expression, self._value, self._named)

    def _value(self, name: str) -> str:
        """The value of a field; one that the form does not ask for is never known."""
        place = self._places.get(FieldId(name))
        return "null" if place is None else f"v[{place}]"


def _literal(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _line(words: Said) -> str:
    """A sentence on one line; a tab stands between its form for one and its form for several."""
    forms = words if isinstance(words, tuple) else (words,)
    return "\t".join(_BREAK.sub(" ", form) for form in forms)


def _between_backquotes(text: str) -> str:
    """A text as it stands between the backquotes of JavaScript."""
    return _literal(text)[1:-1].replace('\\"', '"').replace("`", "\\`").replace("${", "\\${")
