"""Every code that reading a returned file may give, with its severity; `surveykit.words` has the sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from msgspec import Struct

from surveykit.findings import Severity
from surveykit.words import Slot, Slots


class Code(StrEnum):
    """The stable codes of what is found while a file is read."""

    FORM_UNKNOWN = "form_unknown"
    COPY_UNKNOWN = "copy_unknown"
    COPY_FROM_HEADER = "copy_from_header"
    SEVERAL_COPIES = "several_copies"
    COPY_DISAGREEMENT = "copy_disagreement"
    ANOTHER_NAMED = "another_named"
    RESPONDENT_UNKNOWN = "respondent_unknown"
    RESPONDENT_TO_CONFIRM = "respondent_to_confirm"
    CONTROL_MISSING = "control_missing"
    UNKNOWN_FIELD = "unknown_field"
    STRAY_TEXT = "stray_text"
    MARGIN_TEXT = "margin_text"
    INSERTED = "inserted_document"
    OBJECT_BESIDE = "object_beside"
    LABEL_STRUCK = "label_struck"
    LABEL_MARKED = "label_marked"
    COMMENT = "comment"
    MACROS = "macros"
    FIELDS_RENAMED = "fields_renamed"
    QUESTIONS_MISSING = "questions_missing"
    LOST_WITH_OTHERS = "lost_with_others"
    SHOWN_ONLY = "shown_only"
    RECORDED_ONLY = "recorded_only"
    SHOWN_OTHERWISE = "shown_otherwise"
    MARK_TYPED = "mark_typed"
    MARK_DRAWN = "mark_drawn"
    MARK_STAMPED = "mark_stamped"
    MARK_HIGHLIGHTED = "mark_highlighted"
    MARK_UNDERLINED = "mark_underlined"
    MARK_STRUCK = "mark_struck"
    MARK_REDACTED = "mark_redacted"
    MARK_ATTACHED = "mark_attached"
    MARK_RECORDED = "mark_recorded"
    SECOND_FORM = "second_form"
    PROMPT_STARTED = "prompt_started"
    PROMPT_KEPT = "prompt_kept"
    SIGN_AS_BLANK = "sign_read_as_blank"
    OUT_OF_PLACE = "out_of_place"
    OTHER_WORDS = "other_words_beside"
    CUT = "cut_amid_answer"
    OVERFLOW = "overflow"
    PICTURE = "picture"
    REVISIONS_ACCEPTED = "revisions_accepted"
    STRUCK_TEXT = "struck_text"
    HIDDEN_TEXT = "hidden_text"
    BACKWARDS = "written_backwards"
    MIXED_UP = "controls_mixed_up"
    RAISED_TEXT = "raised_text"
    FORMULA = "equation"
    DUPLICATE_CONTROL = "duplicate_control"
    DUPLICATE_AGREES = "duplicate_agrees"
    DUPLICATE_DIFFERS = "duplicate_differs"
    WRONG_SHAPE = "wrong_shape"
    TEXT_ADDED = "text_added_to_number"
    APPROXIMATE = "approximate"
    IN_WORDS = "number_in_words"
    NONE_AS_ZERO = "none_read_as_zero"
    DECIMAL_ZERO = "decimal_zero"
    LEADING_ZERO = "leading_zero"
    OTHER_DIGITS = "other_digits"
    DECIMAL = "decimal"
    SEVERAL_NUMBERS = "several_numbers"
    NEGATIVE = "negative"
    BOUND = "bound"
    PERCENTAGE = "percentage"
    MULTIPLIER = "multiplier"
    SCIENTIFIC = "scientific_notation"
    TOO_LARGE = "too_large"
    NOT_A_NUMBER = "not_a_number"
    REFERENCE = "reference_to_elsewhere"
    TELEPHONE = "telephone_number"
    DATE = "date_for_number"
    CONTRADICTION = "unknown_and_number"
    IN_PARENTHESES = "number_in_parentheses"
    NEGATED = "negated_number"
    SAID_TWICE = "number_said_twice"
    OUT_OF_RANGE = "out_of_range"
    OUT_OF_MAXIMUM = "out_of_maximum"
    CHOICE_TYPED = "choice_typed"
    UNKNOWN_OPTION = "unknown_option"
    SEVERAL_MARKS = "several_marks"
    BOX_DISAGREEMENT = "box_disagreement"
    BOX_REPLACED = "box_replaced"
    BOX_UNREADABLE = "box_unreadable"
    BOX_STRUCK = "box_struck"
    BOX_MARKED = "box_marked"
    BOX_EMPTY = "box_without_sign"
    BOX_MIXED_UP = "box_mixed_up"
    BOX_MISSING = "box_missing"
    MORE_ALIKE = "more_alike"


class Note(Struct, frozen=True):
    """One thing to say about an answer, before it is known where it stands: the values to tell and the text met."""

    code: Code
    severity: Severity
    slots: Slots
    raw: str | None = None


QUOTED = 4_000
"""Characters of the text received that a note has; the whole of it is in the answer, or in the file."""
_NAMED = 1_000
"""Characters of a text that a sentence names."""
_LISTED = 60
"""Texts that a note lists."""


def note(code: Code, raw: str | None = None, /, **slots: Slot | None) -> Note:
    """The note of a code with the slots of its sentence; one that is None is not known, and is left out.

    What it quotes is cut here, once, so that a note is small whatever came.
    """
    known = {name: _cut(one) for name, one in slots.items() if one is not None}
    return Note(code, _SEVERITIES[code], known, None if raw is None else _shortened(raw, QUOTED))


def _cut(slot: Slot) -> Slot:
    if isinstance(slot, str):
        return _shortened(slot, _NAMED)
    if isinstance(slot, Sequence):
        more = ("…",) if len(slot) > _LISTED else ()
        return [*(_shortened(one, _NAMED) if isinstance(one, str) else one for one in slot[:_LISTED]), *more]
    return slot


def _shortened(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def distinct(notes: Iterable[Note]) -> tuple[Note, ...]:
    """The notes in order, each once."""
    found: dict[tuple[str, str | None, str], Note] = {}
    for one in notes:
        found.setdefault((one.code, one.raw, repr(sorted(one.slots.items()))), one)
    return tuple(found.values())


_ERROR, _WARNING, _INFO = Severity.ERROR, Severity.WARNING, Severity.INFO

_SEVERITIES: Mapping[Code, Severity] = {
    Code.FORM_UNKNOWN: _INFO,
    Code.MORE_ALIKE: _WARNING,
    Code.COPY_UNKNOWN: _ERROR,
    Code.COPY_FROM_HEADER: _INFO,
    Code.SEVERAL_COPIES: _ERROR,
    Code.COPY_DISAGREEMENT: _ERROR,
    Code.ANOTHER_NAMED: _WARNING,
    Code.RESPONDENT_UNKNOWN: _ERROR,
    Code.RESPONDENT_TO_CONFIRM: _WARNING,
    Code.CONTROL_MISSING: _ERROR,
    Code.UNKNOWN_FIELD: _ERROR,
    Code.STRAY_TEXT: _WARNING,
    Code.MARGIN_TEXT: _WARNING,
    Code.INSERTED: _WARNING,
    Code.OBJECT_BESIDE: _WARNING,
    Code.LABEL_STRUCK: _WARNING,
    Code.LABEL_MARKED: _WARNING,
    Code.COMMENT: _INFO,
    Code.MACROS: _INFO,
    Code.FIELDS_RENAMED: _WARNING,
    Code.QUESTIONS_MISSING: _ERROR,
    Code.LOST_WITH_OTHERS: _WARNING,
    Code.SHOWN_ONLY: _WARNING,
    Code.RECORDED_ONLY: _WARNING,
    Code.SHOWN_OTHERWISE: _ERROR,
    Code.MARK_TYPED: _WARNING,
    Code.MARK_DRAWN: _WARNING,
    Code.MARK_STAMPED: _WARNING,
    Code.MARK_HIGHLIGHTED: _WARNING,
    Code.MARK_UNDERLINED: _WARNING,
    Code.MARK_STRUCK: _WARNING,
    Code.MARK_REDACTED: _WARNING,
    Code.MARK_ATTACHED: _WARNING,
    Code.MARK_RECORDED: _WARNING,
    Code.SECOND_FORM: _WARNING,
    Code.PROMPT_STARTED: _ERROR,
    Code.PROMPT_KEPT: _INFO,
    Code.SIGN_AS_BLANK: _INFO,
    Code.OUT_OF_PLACE: _ERROR,
    Code.OTHER_WORDS: _ERROR,
    Code.CUT: _ERROR,
    Code.OVERFLOW: _WARNING,
    Code.PICTURE: _WARNING,
    Code.REVISIONS_ACCEPTED: _INFO,
    Code.STRUCK_TEXT: _WARNING,
    Code.HIDDEN_TEXT: _WARNING,
    Code.BACKWARDS: _ERROR,
    Code.MIXED_UP: _ERROR,
    Code.RAISED_TEXT: _WARNING,
    Code.FORMULA: _ERROR,
    Code.DUPLICATE_CONTROL: _WARNING,
    Code.DUPLICATE_AGREES: _INFO,
    Code.DUPLICATE_DIFFERS: _ERROR,
    Code.WRONG_SHAPE: _ERROR,
    Code.TEXT_ADDED: _ERROR,
    Code.APPROXIMATE: _WARNING,
    Code.IN_WORDS: _WARNING,
    Code.NONE_AS_ZERO: _WARNING,
    Code.DECIMAL_ZERO: _WARNING,
    Code.LEADING_ZERO: _WARNING,
    Code.OTHER_DIGITS: _WARNING,
    Code.DECIMAL: _ERROR,
    Code.SEVERAL_NUMBERS: _ERROR,
    Code.NEGATIVE: _ERROR,
    Code.BOUND: _ERROR,
    Code.PERCENTAGE: _ERROR,
    Code.MULTIPLIER: _ERROR,
    Code.SCIENTIFIC: _ERROR,
    Code.TOO_LARGE: _ERROR,
    Code.NOT_A_NUMBER: _ERROR,
    Code.REFERENCE: _ERROR,
    Code.TELEPHONE: _ERROR,
    Code.DATE: _ERROR,
    Code.CONTRADICTION: _ERROR,
    Code.IN_PARENTHESES: _ERROR,
    Code.NEGATED: _ERROR,
    Code.SAID_TWICE: _WARNING,
    Code.OUT_OF_RANGE: _ERROR,
    Code.OUT_OF_MAXIMUM: _ERROR,
    Code.CHOICE_TYPED: _WARNING,
    Code.UNKNOWN_OPTION: _ERROR,
    Code.SEVERAL_MARKS: _ERROR,
    Code.BOX_DISAGREEMENT: _WARNING,
    Code.BOX_REPLACED: _WARNING,
    Code.BOX_UNREADABLE: _ERROR,
    Code.BOX_STRUCK: _ERROR,
    Code.BOX_MARKED: _WARNING,
    Code.BOX_EMPTY: _WARNING,
    Code.BOX_MIXED_UP: _ERROR,
    Code.BOX_MISSING: _WARNING,
}
