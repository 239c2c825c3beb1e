"""The notes on marks put on the pages beside the fields: a comment, a stamp, an attached file."""

from __future__ import annotations

from collections.abc import Mapping

from surveykit.collect.choices import Choices
from surveykit.collect.codes import Code, Note, note
from surveykit.document import Control
from surveykit.filled import MarkKind, OutsideMark
from surveykit.texts import canonical

_CODES: Mapping[MarkKind, Code] = {
    MarkKind.TYPED: Code.MARK_TYPED,
    MarkKind.DRAWN: Code.MARK_DRAWN,
    MarkKind.STAMPED: Code.MARK_STAMPED,
    MarkKind.HIGHLIGHTED: Code.MARK_HIGHLIGHTED,
    MarkKind.UNDERLINED: Code.MARK_UNDERLINED,
    MarkKind.STRUCK: Code.MARK_STRUCK,
    MarkKind.REDACTED: Code.MARK_REDACTED,
    MarkKind.ATTACHED: Code.MARK_ATTACHED,
    MarkKind.RECORDED: Code.MARK_RECORDED,
    MarkKind.OTHER_FORM: Code.SECOND_FORM,
}


def mark_note(mark: OutsideMark, control: Control | None) -> Note:
    """The note on a mark; `control` is the control of the field beside it, None when there is none."""
    option = None
    if mark.option is not None and control is not None:
        label = Choices.of(control).label(mark.option)
        option = label if label != mark.option else None
    return note(_CODES[mark.kind], canonical(mark.text) or None, page=mark.page, option=option)
