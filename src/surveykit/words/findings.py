"""What is said of a finding, by its code: in English here, in the other languages by their catalogues."""

from __future__ import annotations

from collections.abc import Mapping

from surveykit.words.catalogue import say
from surveykit.words.slots import Slots, slots_of

_LEADS = (
    "Sheet {sheet!q}, cell {cell}: ",
    "Sheet {sheet!q}: ",
    "question {question} ({label}): ",
    "question {question}: ",
    "{label}: ",
)
_RECEIVED = " — text received {raw!q}"

READING: Mapping[str, tuple[str, ...]] = {
    "form_unknown": ("the file does not say any more which form it comes from (properties removed)",),
    "copy_unknown": ("unknown copy: nothing says who filled in this file",),
    "copy_from_header": ("copy read in the header ({copy!q})",),
    "several_copies": ("several copies in the same file: {copies!q}",),
    "copy_disagreement": ("the copy is that of {copy!q} and the list names {chosen!q}",),
    "respondent_unknown": ("unknown respondent: {name!q} (perhaps {near!q}?)", "unknown respondent: {name!q}"),
    "respondent_to_confirm": ("respondent to confirm: {name!q} read as {chosen!q}",),
    "control_missing": ("answer field removed from the document",),
    "unknown_field": ("unknown field {name!q} (perhaps {near!q}?)", "unknown field {name!q}"),
    "stray_text": (
        "text typed outside the fields: {text!q}, in the line {line!q}",
        "text typed outside the fields: {text!q}",
    ),
    "margin_text": ("text typed in the header or the footer of the page: {text!q}",),
    "inserted_document": (
        "a document was inserted outside the fields, which says: {text!q}",
        "a document was inserted outside the fields, which was not read",
    ),
    "object_beside": (
        "picture, drawing or object put outside the fields, which was not read, in the line {line!q}",
        "picture, drawing or object put outside the fields, which was not read",
    ),
    "label_struck": ("words of the form struck out: {text!q}",),
    "label_marked": ("words of the form marked by hand (highlighted, framed, underlined…): {text!q}",),
    "comment": ("comment by {author}: {text!q}", "comment by the author of the file: {text!q}"),
    "macros": ("the file holds macros, which were not opened",),
    "fields_renamed": (
        "every field of the file has another name ({name!q} for {near!q}): each was read as the field that it was",
    ),
    "questions_missing": (
        "part of the questionnaire did not come back: no field of questions {questions} is in the file",
    ),
    "lost_with_others": ("answer field missing, with the whole of its question",),
    "shown_only": ("the page shows {shown!q}, but nothing is recorded in the field",),
    "recorded_only": ("{recorded!q} is recorded in the field, but the page shows nothing",),
    "shown_otherwise": ("the page shows {shown!q}, but {recorded!q} is recorded in the field",),
    "mark_typed": (
        "text added on page {page} beside {option!q}",
        "text added on page {page}",
        "text added outside the fields",
    ),
    "mark_drawn": (
        "drawing added on page {page} beside {option!q}, which was not read",
        "drawing added on page {page}, which was not read",
        "drawing added outside the fields, which was not read",
    ),
    "mark_stamped": (
        "stamp added on page {page} beside {option!q}, which was not read",
        "stamp added on page {page}, which was not read",
        "stamp added outside the fields, which was not read",
    ),
    "mark_highlighted": (
        "words of the form highlighted on page {page} beside {option!q}",
        "words of the form highlighted on page {page}",
        "words of the form highlighted",
    ),
    "mark_underlined": (
        "words of the form underlined on page {page} beside {option!q}",
        "words of the form underlined on page {page}",
        "words of the form underlined",
    ),
    "mark_struck": (
        "words of the form struck out on page {page} beside {option!q}",
        "words of the form struck out on page {page}",
        "words of the form struck out",
    ),
    "mark_redacted": (
        "part of page {page} marked to be blacked out beside {option!q}",
        "part of page {page} marked to be blacked out",
        "part of the form marked to be blacked out",
    ),
    "mark_attached": (
        "file attached to page {page} beside {option!q}, which was not read",
        "file attached to page {page}, which was not read",
        "file attached, which was not read",
    ),
    "mark_recorded": (
        "sound or video added on page {page} beside {option!q}, which was not read",
        "sound or video added on page {page}, which was not read",
        "sound or video added, which was not read",
    ),
    "second_form": ("the file holds a second form (XFA), which was not read",),
    "prompt_started": ("prompt begun upon: no answer could be read",),
    "prompt_kept": ("answer typed beside the prompt",),
    "out_of_place": (
        "the answer field does not stand where the form has it: the answer may be meant for another question",
    ),
    "other_words_beside": (
        "beside {option!q} the file says {text!q}: the answer may be meant otherwise",
        "before the answer field the file says {text!q}: the answer may be meant otherwise",
    ),
    "cut_amid_answer": ("the file ends amid the answer: the rest of it is lost",),
    "overflow": ("the answer runs out of its field (several paragraphs pasted)",),
    "picture": ("the answer holds a picture or an object, which was not read",),
    "revisions_accepted": ("tracked changes accepted (deleted: {deleted!q})", "tracked changes accepted"),
    "struck_text": ("text struck out, left aside: {text!q}",),
    "hidden_text": ("hidden text, left aside: {text!q}",),
    "raised_text": ("characters raised or lowered ({raised!q}) beside {text!q}",),
    "equation": ("the answer holds a mathematical formula, whose value could not be read",),
    "duplicate_control": ("{copies} copies of the field",),
    "duplicate_agrees": ("{copies} copies of the field with the same answer",),
    "duplicate_differs": ("{copies} copies of the field with different answers: {texts!q}",),
    "wrong_shape": ("a list or an object where one value is expected",),
    "text_added_to_number": (
        "text added to the number, read {value}",
        "something beside the number that is not its unit",
    ),
    "approximate": ("approximate value, read {value}",),
    "number_in_words": ("number written in words, read {value}",),
    "none_read_as_zero": ("{text!q} read as 0",),
    "decimal_zero": ("decimals of zero where a whole number is expected, read {value}",),
    "leading_zero": ("number with zeros before it, read {value}",),
    "other_digits": ("digits of another script, read {value}",),
    "decimal": ("decimal number where a whole number is expected",),
    "several_numbers": ("several numbers in the answer",),
    "negative": ("negative number",),
    "bound": ("a limit, and not a value",),
    "percentage": ("percentage where a number is expected",),
    "multiplier": ("number given in thousands or in millions",),
    "scientific_notation": ("scientific notation where a whole number is expected",),
    "too_large": ("number too large",),
    "not_a_number": ("no number could be read",),
    "reference_to_elsewhere": ("the answer points to another place",),
    "telephone_number": ("telephone number where a number is expected",),
    "date_for_number": ("date where a number is expected",),
    "unknown_and_number": ("the answer says both that the number is not known and a number",),
    "number_in_parentheses": ("number in parentheses, which may also mean a negative one",),
    "negated_number": ("negation and number in one answer",),
    "number_said_twice": ("number written twice, in digits and in words, read {value}",),
    "out_of_range": ("value out of bounds (from {low} to {high})",),
    "out_of_maximum": ("value out of bounds (at least {low})",),
    "choice_typed": (
        "answer typed instead of chosen, read {option!q}",
        "answer typed instead of chosen, read {value}",
    ),
    "unknown_option": (
        "answer that is not offered: {name!q} (perhaps {near!q}?)",
        "answer that is not offered: {name!q}",
    ),
    "several_marks": ("several boxes ticked ({marks}) although one only is expected",),
    "box_disagreement": ("box {box!q}: recorded state {recorded} but display {shown!q}",),
    "box_replaced": ("box {box!q} replaced by text, read {value}",),
    "box_unreadable": ("box {box!q} replaced by an unreadable text: {shown!q}",),
    "box_struck": ("box {box!q} ticked, then struck out or hidden: nobody can tell its state",),
    "box_missing": ("box removed from the document: {boxes}",),
}
"""What reading a returned file may find. Of two sentences, the first whose slots are all known is said."""

RETIRED: Mapping[str, tuple[str, ...]] = {
    "thousands_or_decimals": ("thousands or decimals? read {value}",),
}
"""What reading found in earlier versions only: registers hold such findings."""

CHECKING: Mapping[str, tuple[str, ...]] = {
    "left_as_prefilled": ("answer left as it was prefilled.",),
    "two_files": (
        "two files for the same copy: {former!q} and {name!q}; the second one, which is more recent, replaces the "
        "first. Check that it is the one that must count.",
    ),
    "simulated_among_real": (
        "simulated return {name!q}: nobody gave these answers, and it takes the place of the earlier return of "
        "{respondent}. This register holds real returns too, and is good for a rehearsal only from now on. Restore the "
        "copy of the register that was made before this collection, then collect without this file.",
        "simulated return {name!q}: nobody gave these answers. This register holds real returns too, and is good for a "
        "rehearsal only from now on. Restore the copy of the register that was made before this collection, then "
        "collect without this file.",
        "real return in a register that holds simulated ones: this register is good for a rehearsal only. Collect the "
        "real returns in another register (--register).",
    ),
    "empty_form": ("The form holds no answer. Can you check the file that was sent?",),
    "answered_though_not_concerned": (
        "an answer is given although it is expected in the case {condition!l} only. Can you check it?",
    ),
    "answer_expected": ("an answer is expected ({condition!l}). Can you complete it?",),
    "detail_expected": ("details expected (to be given if and only if {option!l} is ticked). Can you complete it?",),
    "detail_unexpected": (
        "details given although the box is not ticked (to be given if and only if {option!l} is ticked). "
        "Can you check it?",
    ),
    "no_answer": ("no answer.",),
}
"""What checking a response may find, its survey's own rules aside: their sentences stand in its definition."""

_QUOTES_ITSELF = frozenset({
    "stray_text", "margin_text", "inserted_document", "object_beside", "label_struck", "label_marked", "struck_text",
    "hidden_text", "raised_text", "box_struck", "comment", "revisions_accepted", "duplicate_differs",
    "copy_from_header", "several_copies", "respondent_unknown", "respondent_to_confirm", "none_read_as_zero",
    "box_unreadable", "box_disagreement",
    "shown_only", "recorded_only", "shown_otherwise",
})  # fmt: skip
"""The codes whose sentence quotes the text received: it is not quoted once more after it."""


def told(code: str, slots: Slots, raw: str | None, language: str, why: str = "") -> str:
    """The sentence of a finding: where it is, what is wrong, and the text received unless that is quoted already.

    `slots` are those of the code's sentence and, for where it is, `question` and `label`, or `sheet` and `cell`.
    Raises LookupError for a code that no sentence is known of.

        told("decimal", {"question": "2", "label": "Séances du matin"}, "3,5", "fr")
        == "question 2 (Séances du matin) : nombre décimal là où un entier est attendu — texte reçu « 3,5 »"
    """
    said, received = reason(code, slots, language), _received(code, raw, language)
    return _lead(slots, language) + because(said + received, why, received)


def because(message: str, why: str, received: str = "") -> str:
    """A message with the sentence on why it matters, which stands before the text `received` that ends the message.

    because("nombre décimal — texte reçu « 3,5 »", "Sans elle, le total manque", " — texte reçu « 3,5 »")
    == "nombre décimal. Sans elle, le total manque — texte reçu « 3,5 »"
    """
    if not why:
        return message
    said = message.removesuffix(received).rstrip(". ")
    return f"{said}{'' if said.endswith('?') else '.'} {why}{received or '.'}"


def reason(code: str, slots: Slots, language: str) -> str:
    """What is wrong alone, without where it is and the text received.

    Raises LookupError for a code that no sentence is known of.
    """
    known = READING.get(code) or CHECKING.get(code) or RETIRED.get(code)
    if known is None:
        raise LookupError(f"no sentence is known of the finding {code!r}")
    return say(language, code, *known, slots=slots)


def _lead(slots: Slots, language: str) -> str:
    known = [one for one in _LEADS if slots_of(one) <= slots.keys()]
    return say(language, "finding", *known, slots=slots) if known else ""


def _received(code: str, raw: str | None, language: str) -> str:
    if not raw or code in CHECKING or code in _QUOTES_ITSELF:
        return ""
    return say(language, "finding", _RECEIVED, slots={"raw": raw})
