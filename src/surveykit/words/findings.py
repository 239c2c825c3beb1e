"""What is said of a finding, by its code, to the analyst and to the respondent: in English here, else by catalogues."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from surveykit.words.catalogue import say
from surveykit.words.slots import NOT_TICKED, TICKED, Slot, Slots, slots_of
from surveykit.words.two_texts import (
    WROTE,
    Sentences,
    Topic,
    TwoTexts,
    Unasked,
    awaited,
    between_files,
    doubt,
    put_beside,
    unasked,
)

_LEADS = (
    "Sheet {sheet!q}, cell {cell}: ",
    "Sheet {sheet!q}: ",
    "question {question} ({label}): ",
    "question {question}: ",
    "{label}: ",
)
_RECEIVED = " — text received {raw!q}"

# Questions that several findings ask. The last sentence of each has no slot, so that it can always be said.
_NUMBER = ("What number of {unit} should we keep?", "What number should we keep?")
_NUMBER_OR_NC = (
    "What number of {unit} should we keep (“NC” if it is not known)?",
    "What number should we keep (“NC” if it is not known)?",
)
_VALUE = ("Is the number of {unit} {value}?", "Is the number {value}?", *_NUMBER)
_IN_FULL = ("Can you write the number of {unit} in full?", "Can you write the number in full?")
_ANSWER = ("What number of {unit} should we keep?", "What answer should we keep?")
_WHAT = ("What is the number of {unit}?", "What is it?")
_OFFERED = ("What should we keep of the answers offered?",)
_PART = ("Should we count it in your answer?",)
_YOURS = ("Is it your answer?",)
_BODY = ("Which body do these answers come from?",)
_HOW = ("How should we take it into account?",)
_SAYS = ("What does it say?",)
_MEANS = ("Does it stand for an answer, and which one?",)
_CHECK = "Can you confirm your answer, or correct it?"

READING: Mapping[str, TwoTexts] = {
    "more_alike": unasked(
        Unasked.ASKED_ELSEWHERE,
        "{count} more findings of the same kind ({kind}) are left out: this file holds far more than a questionnaire "
        "does. Open it.",
    ),
    "form_unknown": unasked(
        Unasked.OF_FILE, "the file does not say any more which form it comes from (properties removed)"
    ),
    "copy_unknown": unasked(
        Unasked.OF_OFFICE,
        "unknown copy: nothing in this file says who filled it in, but {texts!q} suggests {name!q}; if it is theirs, "
        "run “surveykit collect {survey} FILE --respondent {respondent}”",
        "unknown copy: nothing says who filled in this file",
    ),
    "copy_from_header": unasked(Unasked.OF_FILE, "copy read in the header ({copy!q})"),
    "several_copies": doubt(
        "several copies in the same file: {copies!q}",
        met=("The file bears the names of several bodies: {copies!q}.",),
        asks=("For which one did you answer?",),
    ),
    "copy_disagreement": doubt(
        "the copy is that of {copy!q} and the list names {chosen!q}",
        met=("The questionnaire is that of {copy!q}, but {chosen!q} was chosen in it.",),
        asks=_BODY,
    ),
    "another_named": unasked(
        Unasked.OF_OFFICE,
        "the form is in the name of {holder!q}, but the name of the file says {other!q} ({file_name!q})"
        ", as {also!q} does: check whose answers they are",
        "the form is in the name of {holder!q}, but the name of the file says {other!q} ({file_name!q})"
        ": check whose answers they are",
        "the form is in the name of {holder!q}, but the e-mail address of the contact says {other!q} ({email!q})"
        ", as {also!q} does: check whose answers they are",
        "the form is in the name of {holder!q}, but the e-mail address of the contact says {other!q} ({email!q})"
        ": check whose answers they are",
        "the form is in the name of {holder!q}, but the contact block says {other!q} ({contact!q})"
        ", as {also!q} does: check whose answers they are",
        "the form is in the name of {holder!q}, but the contact block says {other!q} ({contact!q})"
        ": check whose answers they are",
        "the form is in the name of {holder!q}, but the sender of the message is {other!q} ({sender!q})"
        ", as {also!q} does: check whose answers they are",
        "the form is in the name of {holder!q}, but the sender of the message is {other!q} ({sender!q})"
        ": check whose answers they are",
    ),
    "respondent_unknown": doubt(
        "unknown respondent: {name!q} (perhaps {near!q}?)",
        "unknown respondent: {name!q}",
        met=("The body named in the file is {name!q}.",),
        asks=("Is it {near!q}?", *_BODY),
    ),
    "respondent_to_confirm": unasked(Unasked.OF_OFFICE, "respondent to confirm: {name!q} read as {chosen!q}"),
    "control_missing": awaited(
        "answer field removed from the document", met=("Your answer is not in the file that we received.",), asks=_WHAT
    ),
    "unknown_field": unasked(Unasked.OF_FILE, "unknown field {name!q} (perhaps {near!q}?)", "unknown field {name!q}"),
    "stray_text": put_beside(
        "text typed outside the fields: {text!q}, in the line {line!q}",
        "text typed outside the fields: {text!q}, under the line {under!q}",
        "text typed outside the fields: {text!q}",
        met=(
            "You wrote {text!q} outside the places for answers, in the line {line!q}.",
            "You wrote {text!q} outside the places for answers, under the line {under!q}.",
            "You wrote {text!q} outside the places for answers.",
        ),
        asks=_HOW,
    ),
    "margin_text": put_beside(
        "text typed in the header or the footer of the page: {text!q}",
        met=("You wrote {text!q} at the top or at the bottom of a page.",),
        asks=_HOW,
    ),
    "inserted_document": put_beside(
        "a document was inserted outside the fields, which says: {text!q}",
        "a document was inserted outside the fields, which was not read",
        met=(
            "A document was inserted in the questionnaire: {text!q}.",
            "A document was inserted in the questionnaire, which we could not read.",
        ),
        asks=_HOW,
    ),
    "object_beside": put_beside(
        "picture, drawing or object put outside the fields, which was not read, in the line {line!q}",
        "picture, drawing or object put outside the fields, which was not read",
        met=(
            "You put a picture, a drawing or an object in the line {line!q}, which we could not read.",
            "You put a picture, a drawing or an object in the questionnaire, which we could not read.",
        ),
        asks=_SAYS,
    ),
    "label_struck": put_beside(
        "words of the form struck out: {text!q}",
        met=("You struck out words of the questionnaire: {text!q}.",),
        asks=_MEANS,
    ),
    "label_marked": put_beside(
        "words of the form marked by hand (highlighted, framed, underlined…): {text!q}",
        met=("You highlighted, framed or underlined words of the questionnaire: {text!q}.",),
        asks=_MEANS,
    ),
    "comment": put_beside(
        "comment by {author}: {text!q}",
        "comment by the author of the file: {text!q}",
        met=("A comment stands beside this question, which has no answer: {text!q}.",),
        asks=("What is your answer?",),
    ),
    "macros": unasked(Unasked.OF_FILE, "the file holds macros, which were not opened"),
    "fields_renamed": unasked(
        Unasked.OF_FILE,
        "every field of the file has another name ({name!q} for {near!q}): each was read as the field that it was",
    ),
    "questions_missing": awaited(
        "part of the questionnaire did not come back: no field of questions {questions} is in the file",
        met=("Part of the questionnaire did not reach us: questions {questions}.",),
        asks=("Can you send us the whole of it again?",),
    ),
    "lost_with_others": unasked(Unasked.ASKED_ELSEWHERE, "answer field missing, with the whole of its question"),
    "shown_only": doubt(
        "the page shows {shown!q}, but nothing is recorded in the field",
        met=("We read {shown!q} on the page, without being sure of it.",),
        asks=_YOURS,
    ),
    "recorded_only": doubt(
        "{recorded!q} is recorded in the field, but the page shows nothing",
        met=("We find {recorded!q} in the file, but nothing can be seen on the page.",),
        asks=_YOURS,
    ),
    "shown_otherwise": doubt(
        "the page shows {shown!q}, but {recorded!q} is recorded in the field",
        met=("The page shows {shown!q}, but the file also holds {recorded!q}.",),
        asks=_ANSWER,
    ),
    "mark_typed": put_beside(
        "text added on page {page} beside {option!q}",
        "text added on page {page}",
        "text added outside the fields",
        met=(
            "You wrote {raw!q} on page {page}, beside {option!q}.",
            "You wrote {raw!q} on page {page}.",
            "You wrote {raw!q} outside the places for answers.",
            "You added a text on page {page}.",
            "You added a text outside the places for answers.",
        ),
        asks=_HOW,
    ),
    "mark_drawn": put_beside(
        "drawing added on page {page} beside {option!q}, which was not read",
        "drawing added on page {page}, which was not read",
        "drawing added outside the fields, which was not read",
        met=(
            "You drew or wrote by hand on page {page}, beside {option!q}.",
            "You drew or wrote by hand on page {page}.",
            "You drew or wrote by hand on the questionnaire.",
        ),
        asks=_SAYS,
    ),
    "mark_stamped": put_beside(
        "stamp added on page {page} beside {option!q}, which was not read",
        "stamp added on page {page}, which was not read",
        "stamp added outside the fields, which was not read",
        met=(
            "You put a stamp on page {page}, beside {option!q}.",
            "You put a stamp on page {page}.",
            "You put a stamp on the questionnaire.",
        ),
        asks=_SAYS,
    ),
    "mark_highlighted": put_beside(
        "words of the form highlighted on page {page} beside {option!q}",
        "words of the form highlighted on page {page}",
        "words of the form highlighted",
        met=(
            "You highlighted words of the questionnaire on page {page}, beside {option!q}.",
            "You highlighted words of the questionnaire on page {page}.",
            "You highlighted words of the questionnaire.",
        ),
        asks=_MEANS,
    ),
    "mark_underlined": put_beside(
        "words of the form underlined on page {page} beside {option!q}",
        "words of the form underlined on page {page}",
        "words of the form underlined",
        met=(
            "You underlined words of the questionnaire on page {page}, beside {option!q}.",
            "You underlined words of the questionnaire on page {page}.",
            "You underlined words of the questionnaire.",
        ),
        asks=_MEANS,
    ),
    "mark_struck": put_beside(
        "words of the form struck out on page {page} beside {option!q}",
        "words of the form struck out on page {page}",
        "words of the form struck out",
        met=(
            "You struck out words of the questionnaire on page {page}, beside {option!q}.",
            "You struck out words of the questionnaire on page {page}.",
            "You struck out words of the questionnaire.",
        ),
        asks=_MEANS,
    ),
    "mark_redacted": put_beside(
        "part of page {page} marked to be blacked out beside {option!q}",
        "part of page {page} marked to be blacked out",
        "part of the form marked to be blacked out",
        met=(
            "You marked a part to be blacked out on page {page}, beside {option!q}.",
            "You marked a part to be blacked out on page {page}.",
            "You marked a part of the questionnaire to be blacked out.",
        ),
        asks=_HOW,
    ),
    "mark_attached": put_beside(
        "file attached to page {page} beside {option!q}, which was not read",
        "file attached to page {page}, which was not read",
        "file attached, which was not read",
        met=(
            "You attached a file on page {page}, beside {option!q}.",
            "You attached a file on page {page}.",
            "You attached a file to the questionnaire.",
        ),
        asks=_SAYS,
    ),
    "mark_recorded": put_beside(
        "sound or video added on page {page} beside {option!q}, which was not read",
        "sound or video added on page {page}, which was not read",
        "sound or video added, which was not read",
        met=(
            "You added a sound or a video on page {page}, beside {option!q}.",
            "You added a sound or a video on page {page}.",
            "You added a sound or a video to the questionnaire.",
        ),
        asks=("Can you write us what it says?",),
    ),
    "second_form": unasked(Unasked.OF_FILE, "the file holds a second form (XFA), which was not read"),
    "prompt_started": doubt("prompt begun upon: no answer could be read", asks=_ANSWER),
    "prompt_kept": unasked(Unasked.ANSWERED, "answer typed beside the prompt"),
    "sign_read_as_blank": unasked(Unasked.NOT_NEEDED, "{text!q} alone, read as a field left blank"),
    "out_of_place": doubt(
        "the answer field does not stand where the form has it: the answer may be meant for another question",
        met=("We could not tell to which question this answer belongs.",),
        asks=_ANSWER,
    ),
    "other_words_beside": doubt(
        "beside {option!q} the file says {text!q}: the answer may be meant otherwise",
        "before the answer field the file says {text!q}: the answer may be meant otherwise",
        met=(
            "In the file that we received, {text!q} stands beside {option!q}.",
            "In the file that we received, {text!q} stands before the answer.",
        ),
        asks=_ANSWER,
    ),
    "cut_amid_answer": doubt(
        "the file ends amid the answer: the rest of it is lost",
        met=(
            "The file that we received ends amid your answer: {raw!q}.",
            "The file that we received ends amid your answer.",
        ),
        asks=_ANSWER,
    ),
    "overflow": doubt(
        "the answer runs out of its field (several paragraphs pasted)",
        met=("Your answer has several paragraphs.",),
        asks=("Is it complete as we received it?",),
    ),
    "picture": doubt(
        "the answer holds a picture or an object, which was not read",
        met=("Your answer holds a picture or an object, which we could not read.",),
        asks=("Can you write us what it says?",),
    ),
    "revisions_accepted": unasked(
        Unasked.ANSWERED, "tracked changes accepted (deleted: {deleted!q})", "tracked changes accepted"
    ),
    "struck_text": doubt(
        "text struck out, left aside: {text!q}",
        met=("You struck out {text!q}, which we left aside.",),
        asks=("Is that right?",),
    ),
    "hidden_text": doubt(
        "hidden text, left aside: {text!q}", met=("Your answer holds a text that cannot be seen: {text!q}.",), asks=_HOW
    ),
    "written_backwards": doubt(
        "characters shown from right to left: what was read may not be what is seen",
        met=("Part of your answer is written from right to left: {raw!q}.",),
        asks=_ANSWER,
    ),
    "controls_mixed_up": doubt(
        "the answer field is mixed up with that of {other!q}, in whose place it stands or which is in it",
        met=("In the file that we received, this answer and that to {other!q} are mixed up.",),
        asks=_ANSWER,
    ),
    "raised_text": doubt(
        "characters raised or lowered ({raised!q}) beside {text!q}",
        met=("Your answer holds {raised!q} raised or lowered, beside {text!q}.",),
        asks=_ANSWER,
    ),
    "equation": doubt(
        "the answer holds a mathematical formula, whose value could not be read",
        met=("Your answer holds a mathematical formula, which we could not read.",),
        asks=_ANSWER,
    ),
    "duplicate_control": unasked(Unasked.ANSWERED, "{copies} copies of the field"),
    "duplicate_agrees": unasked(Unasked.ANSWERED, "{copies} copies of the field with the same answer"),
    "duplicate_differs": doubt(
        "{copies} copies of the field with different answers: {texts!q}",
        met=(
            "You ticked {box!q} in one place, and not in another.",
            "Your questionnaire holds several answers: {texts!q}.",
        ),
        asks=_ANSWER,
    ),
    "wrong_shape": doubt(
        "a list or an object where one value is expected", met=("We received {raw!q}.",), asks=_ANSWER
    ),
    "text_added_to_number": doubt(
        "text added to the number, read {value}", "something beside the number that is not its unit", asks=_NUMBER
    ),
    "approximate": doubt("approximate value, read {value}", asks=_VALUE),
    "number_in_words": unasked(Unasked.ANSWERED, "number written in words, read {value}"),
    "none_read_as_zero": doubt("{text!q} read as 0", asks=_VALUE),
    "decimal_zero": unasked(Unasked.ANSWERED, "decimals of zero where a whole number is expected, read {value}"),
    "leading_zero": unasked(Unasked.ANSWERED, "number with zeros before it, read {value}"),
    "other_digits": unasked(Unasked.ANSWERED, "digits of another script, read {value}"),
    "decimal": doubt(
        "decimal number where a whole number is expected",
        met=("You wrote {raw!q}, where a whole number is expected.",),
        asks=_NUMBER,
    ),
    "several_numbers": doubt("several numbers in the answer", asks=_NUMBER),
    "negative": doubt("negative number", met=("You wrote {raw!q}, which is a negative number.",), asks=_NUMBER),
    "bound": doubt(
        "a limit, and not a value", asks=("What is the exact number of {unit}?", "What is the exact number?")
    ),
    "percentage": doubt(
        "percentage where a number is expected",
        asks=("How many {unit} does it stand for?", "What number does it stand for?"),
    ),
    "multiplier": doubt("number given in thousands or in millions", asks=_IN_FULL),
    "scientific_notation": doubt("scientific notation where a whole number is expected", asks=_IN_FULL),
    "too_large": doubt("number too large", met=("You wrote {raw!q}, which seems too large.",), asks=_NUMBER),
    "not_a_number": doubt("no number could be read", asks=_NUMBER_OR_NC),
    "reference_to_elsewhere": doubt(
        "the answer points to another place", met=("You refer to another place: {raw!q}.",), asks=_NUMBER_OR_NC
    ),
    "telephone_number": doubt(
        "telephone number where a number is expected",
        met=("You wrote {raw!q}, which looks like a telephone number.",),
        asks=_NUMBER,
    ),
    "date_for_number": doubt(
        "date where a number is expected", met=("You wrote {raw!q}, which looks like a date.",), asks=_NUMBER
    ),
    "unknown_and_number": doubt("the answer says both that the number is not known and a number", asks=_NUMBER_OR_NC),
    "number_in_parentheses": doubt("number in parentheses, which may also mean a negative one", asks=_NUMBER),
    "negated_number": doubt("negation and number in one answer", asks=_NUMBER),
    "number_said_twice": unasked(Unasked.ANSWERED, "number written twice, in digits and in words, read {value}"),
    "out_of_range": doubt(
        "value out of bounds (from {low} to {high})",
        met=("You wrote {raw!q}, where a number from {low} to {high} is expected.",),
        asks=_NUMBER,
    ),
    "out_of_maximum": doubt(
        "value out of bounds (at least {low})",
        met=("You wrote {raw!q}, where a number of at least {low} is expected.",),
        asks=_NUMBER,
    ),
    "choice_typed": doubt(
        "answer typed instead of chosen, read {option!q}",
        "answer typed instead of chosen, read {value}",
        asks=("Should we keep {option!q}?", "Should we keep {value!q}?", *_OFFERED),
    ),
    "unknown_option": doubt(
        "answer that is not offered: {name!q} (perhaps {near!q}?)",
        "answer that is not offered: {name!q}",
        met=("You wrote {name!q}, which is not among the answers offered.",),
        asks=("Should we keep {near!q}?", *_OFFERED),
    ),
    "several_marks": doubt(
        "several boxes ticked ({marks}) although one only is expected",
        met=("You gave several answers ({marks}), where one only is expected.",),
        asks=("Which one should we keep?",),
    ),
    "box_disagreement": doubt(
        "box {box!q}: recorded state {recorded} but display {shown!q}",
        met=("We cannot tell whether you ticked {box!q}.",),
        asks=_PART,
    ),
    "box_replaced": unasked(Unasked.ANSWERED, "box {box!q} replaced by text, read {value}"),
    "box_unreadable": doubt(
        "box {box!q} replaced by an unreadable text: {shown!q}",
        met=("You wrote {shown!q} in place of the box {box!q}.",),
        asks=_PART,
    ),
    "box_struck": doubt(
        "box {box!q} ticked, then struck out or hidden: nobody can tell its state",
        met=("You ticked {box!q}, then struck it out.",),
        asks=_PART,
    ),
    "box_marked": doubt(
        "box {box!q} marked by hand (highlighted, framed, coloured…) and not ticked",
        met=("You marked the box {box!q} by hand, without ticking it.",),
        asks=_PART,
    ),
    "box_without_sign": doubt(
        "box {box!q} recorded as ticked, but without any sign to be seen",
        met=("We cannot tell whether you ticked {box!q}.",),
        asks=_PART,
    ),
    "box_mixed_up": doubt(
        "the box of {other!q} stands in the place of {box!q}",
        met=("We cannot tell whether you ticked {box!q}.",),
        asks=_PART,
    ),
    "box_missing": doubt(
        "box removed from the document: {boxes}",
        met=("Part of the answers offered is no longer in the file that we received: {boxes}.",),
        asks=("Is it part of your answer?",),
    ),
}
"""What reading a returned file may find: what the analyst is told, and what the respondent is asked.

A new code is one entry here, with its sentences in the catalogues: `doubt`, `awaited` or `put_beside` with the
question, or `unasked` with the reason.
"""

RETIRED: Mapping[str, TwoTexts] = {
    "thousands_or_decimals": doubt("thousands or decimals? read {value}", asks=_VALUE),
}
"""What reading found in earlier versions only: registers hold such findings."""

CHECKING: Mapping[str, TwoTexts] = {
    "left_as_prefilled": unasked(Unasked.ANSWERED, "answer left as it was prefilled."),
    "two_files": between_files(
        "two files from the same respondent: {name!q} ({day}) replaces {former!q} ({former_day}), which was sent "
        "before it. What differs, by question: {changes}. Check that {name!q} is the one that must count.",
        "two files from the same respondent, sent at the same moment ({both_day}): {name!q} counts rather than "
        "{former!q} because of the order of their names alone. What differs, by question: {changes}. Check that "
        "{name!q} is the one that must count.",
        "two files for the same copy: {former!q} and {name!q}; the second one, which is more recent, replaces the "
        "first. Check that it is the one that must count.",
        met=(
            "We received two files from you, {former!q} ({former_day}) and {name!q} ({day}); the second one, which is "
            "more recent, replaces the first. What differs, by question: {changes}.",
            "We received two files from you, {former!q} and {name!q}, of the same moment ({both_day}). What differs, "
            "by question: {changes}.",
            "We received two files from you, {former!q} and {name!q}; the second one, which is more recent, replaces "
            "the first.",
        ),
        asks=("Which of these two files of {both_day} must count?", "Is it the one that must count?"),
    ),
    "return_waits": between_files(
        "two files from the same respondent that do not go together: {name!q} ({day}) leaves without an answer part "
        "of what {kept!q} ({kept_day}) answers (questions: {lost}), and contradicts signed corrections (questions: "
        "{corrected}). {kept!q} still counts. Say which of the two must count (surveykit settle).",
        "two files from the same respondent that do not go together: {name!q} ({day}) leaves without an answer part "
        "of what {kept!q} ({kept_day}) answers (questions: {lost}), and alone answers others (questions: {added}). "
        "{kept!q} still counts. Say which of the two must count (surveykit settle), then enter what only the other one "
        "answers (surveykit correct).",
        "two files from the same respondent that do not go together: {name!q} ({day}) leaves without an answer part "
        "of what {kept!q} ({kept_day}) answers (questions: {lost}). {kept!q} still counts. Say which of the two must "
        "count (surveykit settle).",
        "two files from the same respondent that do not go together: {name!q} ({day}) contradicts signed corrections "
        "of {kept!q} ({kept_day}) (questions: {corrected}). {kept!q} still counts. Say which of the two must count "
        "(surveykit settle).",
        "two files from the same respondent that do not go together: {kept!q} ({kept_day}), which counts, leaves "
        "without an answer part of what {name!q} ({day}) answers (questions: {missing}). Say which of the two must "
        "count (surveykit settle).",
        met=(
            "You sent us two files, {kept!q} ({kept_day}) and {name!q} ({day}). The second one leaves without an "
            "answer part of what the first one answers (questions: {lost}).",
            "You sent us {name!q} ({day}), which says otherwise than what we had agreed on with you after {kept!q} "
            "({kept_day}). What differs, by question: {against}.",
            "You sent us two files, {name!q} ({day}) and {kept!q} ({kept_day}). The second one leaves without an "
            "answer part of what the first one answers (questions: {missing}).",
        ),
        asks=(
            "Which of the two must count, or does the second one complete the first (questions: {added})?",
            "Which of the two must count?",
        ),
    ),
    "untouched_form": unasked(
        Unasked.ASKED_ELSEWHERE,
        "the form {name!q} ({day}) came back as it was sent, without any answer: it does not count as a return.",
    ),
    "covering_words": unasked(
        Unasked.OF_OFFICE,
        "words that came with the return, in the message of {sender} ({day}): {words!q}. They are no answer: "
        "read them.",
        "words that came with the return, in the message of {sender}: {words!q}. They are no answer: read them.",
        "words that came with the return: {words!q}. They are no answer: read them.",
    ),
    "corrections_differ": unasked(
        Unasked.OF_OFFICE,
        "two signed corrections do not say the same: {former!q} ({former_who}), then {value!q} ({who}). The last one "
        "counts. Check that it is the right one.",
    ),
    "simulated_among_real": unasked(
        Unasked.OF_OFFICE,
        "simulated return {name!q}: nobody gave these answers, and it takes the place of the earlier return of "
        "{respondent}. This register holds real returns too, and is good for a rehearsal only from now on. Restore the "
        "copy of the register that was made before this collection, then collect without this file.",
        "simulated return {name!q}: nobody gave these answers. This register holds real returns too, and is good for a "
        "rehearsal only from now on. Restore the copy of the register that was made before this collection, then "
        "collect without this file.",
        "real return in a register that holds simulated ones: this register is good for a rehearsal only. Collect the "
        "real returns in another register (--register).",
    ),
    "empty_form": awaited(
        "the form holds no answer.",
        met=("In the questionnaire that we received, all the places for answers are empty.",),
        asks=("Can you send us the one that you filled in?",),
    ),
    "answered_though_not_concerned": doubt(
        "an answer is given although it is expected in the case {condition!l} only.",
        met=(
            "You answered {raw!q}, where an answer is expected in the case {condition!l} only.",
            "You answered, where an answer is expected in the case {condition!l} only.",
        ),
        asks=("Should we keep this answer?",),
    ),
    "answer_expected": awaited(
        "an answer is expected ({condition!l}).",
        met=("You did not answer, although an answer is expected ({condition!l}).",),
        asks=_WHAT,
    ),
    "detail_expected": awaited(
        "details expected (to be given if and only if {option!l} is ticked).",
        met=("You chose {option!l} without the details that are asked for.",),
        asks=("What are they?",),
    ),
    "detail_unexpected": doubt(
        "details given although the box is not ticked (to be given if and only if {option!l} is ticked).",
        met=(
            "You gave details ({raw!q}) without choosing {option!l}.",
            "You gave details without choosing {option!l}.",
        ),
        asks=_PART,
    ),
    "no_answer": unasked(Unasked.NOT_NEEDED, "no answer."),
}
"""What checking a response may find, its survey's own rules aside: their sentences stand in its definition."""

_TABLES = (READING, CHECKING, RETIRED)
_STATES = ("box_disagreement", "box_replaced", "duplicate_differs", "asked")
"""The contexts whose sentences say whether a box is ticked."""

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
    known = two_texts(code)
    if known is None:
        raise LookupError(f"no sentence is known of the finding {code!r}")
    return say(language, code, *known.told, slots=slots)


def asked(code: str, slots: Slots, raw: Slot | None, language: str) -> str | None:
    """What the respondent is asked about a finding: what they wrote, then the question; None when nothing is.

    `slots` are those of the finding, with the `unit` of a field that counts; `raw` is the text received. Where what was
    met cannot be said, as of what earlier versions recorded, the text received is quoted and the answer asked for. None
    too for a code that no sentence is known of.

        asked("several_numbers", {"unit": "réseaux"}, "27 dont 2", "fr")
        == "Vous avez écrit « 27 dont 2 ». Quel nombre de réseaux faut-il retenir ?"
    """
    known = two_texts(code)
    if known is None or known.unasked is not None:
        return None
    given = _in_own_names(slots) if known.topic is Topic.FILE else slots
    given = given if raw is None else {**given, "raw": raw}
    met, asks = _sayable(known.met, given), known.asks
    if not met:
        met, asks = _sayable(WROTE, given), _ANSWER
    return " ".join(say(language, "asked", *one, slots=given) for one in (met, asks) if one)


def _in_own_names(slots: Slots) -> Slots:
    """Slots that name files by the names that their senders gave them: not where these came in, or were saved."""
    return {name: one.rpartition("/")[2] or one if isinstance(one, str) else one for name, one in slots.items()}


def asking(message: str, language: str) -> str:
    """A message as it is asked of the respondent: as it is when it ends in a question, else with one after it."""
    if message.rstrip().endswith("?"):
        return message
    return f"{message.rstrip('. ')}. {say(language, 'asked', _CHECK, slots={})}"


def two_texts(code: str) -> TwoTexts | None:
    """How the findings of a code are worded, None when it is not known here, as that of a survey's own rule."""
    return READING.get(code) or CHECKING.get(code) or RETIRED.get(code)


def is_about_value(code: str) -> bool:
    """Whether a kind of finding is about the value of an answer, and not about what stands beside it."""
    known = two_texts(code)
    return known is not None and (known.topic is Topic.ANSWER or known.unasked is Unasked.ANSWERED)


def catalogue_sentences() -> Iterator[tuple[str, str]]:
    """Each sentence of this module once, with its context, for those who write or check a catalogue."""
    told_of = [(code, one) for table in _TABLES for code, known in table.items() for one in known.told]
    asked_of = [("asked", one) for table in _TABLES for known in table.values() for one in known.sentences()]
    leads = [("finding", one) for one in (*_LEADS, _RECEIVED)]
    states = [(context, one) for context in _STATES for one in (TICKED, NOT_TICKED)]
    yield from dict.fromkeys((*told_of, *asked_of, ("asked", _CHECK), *leads, *states))


def _sayable(several: Sentences, slots: Slots) -> Sentences:
    """Those whose slots are all known."""
    return tuple(one for one in several if slots_of(one) <= slots.keys())


def _lead(slots: Slots, language: str) -> str:
    known = [one for one in _LEADS if slots_of(one) <= slots.keys()]
    return say(language, "finding", *known, slots=slots) if known else ""


def _received(code: str, raw: str | None, language: str) -> str:
    if not raw or code in CHECKING or code in _QUOTES_ITSELF:
        return ""
    return say(language, "finding", _RECEIVED, slots={"raw": raw})
