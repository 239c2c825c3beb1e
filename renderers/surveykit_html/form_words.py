"""The words of a form's page that are not its document's: those of its script, and those that stand in it."""

from __future__ import annotations

from collections.abc import Mapping

from surveykit.words import Room, notation

Said = str | tuple[str, str]
"""A sentence, or its form for one and its form for several."""

_said = Room("page")
_FIRST, _SECOND = "{0}", "{1}"
"""What the script puts in a sentence: the first thing that it is given, and the second."""


def page_words(language: str) -> Mapping[str, str]:
    """The words that stand in the page, by the names that its template has for them.

    Raises LookupError when the language has no catalogue.
    """
    return {
        "without": _said(
            language,
            "JavaScript is switched off in this browser: this form can be read and printed, but it cannot save any "
            "answer.",
        ),
        "start": _said(language, "File of answers and draft"),
        "keeps": _said(
            language,
            "This browser keeps a draft of your answers as you type them. You can also start from a file that this "
            "form has saved.",
        ),
        "take": _said(language, "Take up a file of answers (.json)"),
        "erase": _said(language, "Erase the draft"),
        "cancel": _said(language, "Cancel"),
        "save": _said(language, "Save my answers"),
        "send": _said(language, "Send my answers"),
    }


def mark_name(language: str) -> str:
    """What assistive technology calls the marks of a document.

    Raises LookupError when the language has no catalogue.
    """
    return _said(language, "Nature of this document")


def copy_label(language: str) -> str:
    """What stands before the holder of a copy.

    Raises LookupError when the language has no catalogue.
    """
    return _said(language, "Copy:")


def script_words(language: str, *, sends: bool) -> Mapping[str, Said]:
    """The words of the script, by the names and in the order that `scripts/words.js` gives them.

    `sends` adds those of a form that sends its answers. Raises LookupError when the language has no catalogue.
    """
    words = {**_of_answers(language), **_of_remarks(language), **_of_keeping(language), **_of_taking(language)}
    return {**words, **_of_sending(language)} if sends else words


def _of_answers(language: str) -> Mapping[str, Said]:
    return {
        "quotation": notation(language).quoted(_FIRST),
        "unanswered": _said(language, "no answer"),
        "yes": _said(language, "Yes"),
        "no": _said(language, "No"),
        "notCommunicated": _said(language, "not communicated"),
        "notApplicable": _said(language, "not applicable"),
        "progress": (
            _said.counted(
                language, 1, "{count} answer of {asked}", "{count} answers of {asked}", count=_FIRST, asked=_SECOND
            ),
            _said.counted(
                language, 2, "{count} answer of {asked}", "{count} answers of {asked}", count=_FIRST, asked=_SECOND
            ),
        ),
    }


def _of_remarks(language: str) -> Mapping[str, Said]:
    return {
        "error": _said(language, "Error:"),
        "toCheck": _said(language, "To check:"),
        "toNote": _said(language, "To note:"),
        "toComplete": _said(language, "To complete:"),
        "dropped": _said(
            language, "The answer {answer!q} is no longer asked for: it will not be saved.", answer=_FIRST
        ),
        "notWhole": _said(
            language,
            "{answer!q} is not a whole number. Type a whole number in digits, 12 for example, or {unknown!q} if it is "
            "not known.",
            answer=_FIRST,
            unknown="NC",
        ),
        "between": _said(language, "The number must be between {low} and {high}.", low=_FIRST, high=_SECOND),
        "atLeast": _said(language, "The number must be at least {low}.", low=_FIRST),
        "whoAnswers": _said(language, "Say who answers, by choosing in the list."),
        "expected": _said(language, "An answer is expected here."),
        "remark": _said(language, "{field}: {remark}", field=_FIRST, remark=_SECOND),
        "errors": (
            _said.counted(language, 1, "{count} answer to correct", "{count} answers to correct", count=_FIRST),
            _said.counted(language, 2, "{count} answer to correct", "{count} answers to correct", count=_FIRST),
        ),
        "doubts": (
            _said.counted(language, 1, "{count} point to check", "{count} points to check", count=_FIRST),
            _said.counted(language, 2, "{count} point to check", "{count} points to check", count=_FIRST),
        ),
        "missing": (
            _said.counted(language, 1, "{count} answer to complete", "{count} answers to complete", count=_FIRST),
            _said.counted(language, 2, "{count} answer to complete", "{count} answers to complete", count=_FIRST),
        ),
    }


def _of_keeping(language: str) -> Mapping[str, Said]:
    return {
        "cancel": _said(language, "Cancel"),
        "noDraft": _said(language, "This browser keeps no draft: remember to save your answers."),
        "saved": _said(language, "Your answers are saved"),
        "toSend": _said(language, "The file to send is {file}.", file=_FIRST),
        "downloads": _said(language, "It is in the download folder of your browser."),
        "mailed": _said(language, "Now send it by e-mail to {addresses} before {day}.", addresses=_FIRST, day=_SECOND),
        "both": _said(language, "{address} and {other}", address=_FIRST, other=_SECOND),
        "blanks": _said(language, "Without an answer: {fields}.", fields=_FIRST),
        "asTheyAre": _said(language, "You can correct these answers, or save them as they are."),
        "saveAnyway": _said(language, "Save anyway"),
        "clear": _said(language, "Clear"),
        # After the word of the button, which is shown: for assistive technology alone.
        "cleared": _said(language, "{clear} the answer: {field}", clear="", field=_FIRST),
        "done": _said(language, "It is done."),
        "erased": _said(language, "The draft is erased."),
        "resumed": _said(language, "Your draft was taken up."),
        "otherDraft": _said(language, "This browser keeps a draft that differs from this page."),
        "resume": _said(language, "Take up the draft"),
    }


def _of_taking(language: str) -> Mapping[str, Said]:
    return {
        "noAnswers": _said(language, "The file {file!q} is not a file of answers: nothing was changed.", file=_FIRST),
        "otherSurvey": _said(
            language, "The file {file!q} answers another survey or another edition: nothing was changed.", file=_FIRST
        ),
        "otherHolder": _said(
            language,
            "The file {file!q} holds the answers of another body ({respondent}): nothing was changed.",
            file=_FIRST,
            respondent=_SECOND,
        ),
        "simulatedFile": _said(language, "The file {file!q} holds simulated data: nothing was changed.", file=_FIRST),
        "taken": _said(language, "The answers of the file {file!q} were taken up.", file=_FIRST),
        "notTaken": _said(language, "These could not be: {fields}.", fields=_FIRST),
    }


def _of_sending(language: str) -> Mapping[str, Said]:
    return {
        "sendAnyway": _said(language, "Send anyway"),
        "received": _said(language, "Your answers were received"),
        "nothingElse": _said(language, "You have nothing else to send."),
        "notSent": _said(language, "Your answers could not be sent"),
        "keptInstead": _said(language, "They have just been saved in the file {file}.", file=_FIRST),
    }
