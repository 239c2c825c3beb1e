"""The script of a form: the survey's conditions and checks in JavaScript, and the code that applies them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

from surveykit.document import Check, Document, TickList, answers, controls
from surveykit.expressions import RUNTIME, Expression, to_javascript
from surveykit.ids import FieldId
from surveykit_html.tightening import tight_js

_PARTS = ("answers.js", "remarks.js", "keeping.js")
_LOOKED_UP = re.compile(r'E\.field\(v,"([a-z][a-z0-9_]*)"\)')


def script_of(document: Document) -> str:
    """The script of a form, the same for all of its copies; it holds no `<`, so that nothing ends its element."""
    return f'"use strict";\n{RUNTIME}{_definition(document)}\n{_code()}'


@cache
def _code() -> str:
    """What every form's script has in common."""
    folder = files("surveykit_html").joinpath("templates")
    return tight_js("".join(folder.joinpath(name).read_text("utf-8") for name in _PARTS))


def _definition(document: Document) -> str:
    """What differs from one form to another, as a constant."""
    fields = tuple(control.field for control in controls(document))
    conditions = ",\n".join(f"{_literal(field)}:{test}" for field, test in _conditions(document))
    checks = ",\n".join(_check(check, fields) for check in document.checks)
    reply = document.reply
    sent = (
        None if reply is None else {"to": list(reply.addresses), "before": reply.before, "submit": reply.submit or ""}
    )
    return f"const WHEN={{{conditions}}},\nCHECKS=[{checks}],\nREPLY={_literal(sent)};"


def _conditions(document: Document) -> Iterator[tuple[FieldId, str]]:
    """When each field is asked that is not always asked: its condition, or that the box that it details is ticked."""
    for answer in answers(document.blocks):
        control = answer.control
        if answer.condition is not None:
            yield control.field, _function(answer.condition)
        if isinstance(control, TickList):
            for box in control.boxes:
                if box.detail is not None:
                    yield box.detail.field, f"v=>E.has(v[{_literal(control.field)}],{_literal(box.option)})"


def _check(check: Check, fields: Sequence[FieldId]) -> str:
    """A check as an object: severity, when it applies, what must hold, message, and the places of its fields."""
    when = "" if check.when is None else f",when:{_function(check.when)}"
    slots = ",".join(f"{_literal(name)}:{_function(value)}" for name, value in sorted(check.derived.items()))
    derived = f",slots:{{{slots}}}" if slots else ""
    about = [place for place, field in enumerate(fields) if field in check.holds.names]
    return (
        f"{{is:{_literal(check.severity.value)}{when},holds:{_function(check.holds)}{derived},"
        f"about:{_literal(about)},say:{_literal(check.message)}}}"
    )


def _function(expression: Expression) -> str:
    """An expression as a function of the values; `v` has a property for each field, so that none needs looking for.

    In the text of a string the quotation marks are escaped: no string is taken for a look-up.
    """
    return "v=>" + _LOOKED_UP.sub(r"v.\1", to_javascript(expression))


def _literal(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
