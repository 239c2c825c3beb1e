"""The sentences of a report that more than one of its parts says, or that depend on its figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

from surveykit.compose.words import has_medians
from surveykit.model import Annex, Dissemination, Survey
from surveykit.release import Published, Quotation, Undefined, Withheld
from surveykit.release.audit import Audit, AuditScope
from surveykit.release.printed import NOTHING, WITHHELD_MARK
from surveykit.words import Room, notation

_said = Room("report")

BASES = (_said.word("Surveyed"), _said.word("Returned"), _said.word("Concerned"), _said.word("Answers"))
"""The four numbers of a base, in their order."""
ANNEXES = {
    Annex.FIGURES: _said.word("All figures and their bases"),
    Annex.GROUPS: _said.word("Results by group"),
    Annex.METHOD: _said.word("Method and definitions"),
    Annex.WITHHELD: _said.word("Figures not released"),
    Annex.QUESTIONNAIRE: _said.word("Questionnaire"),
}
SAME_ANSWER = _said.word("*: all respondents gave the same answer.")
SAME_IN_GROUP = _said.word("*: all respondents of the group gave the same answer.")


def said(language: str, word: str) -> str:
    """A word of `BASES` or `ANNEXES`, or what a star means, in a language."""
    return _said(language, word)


def coded(language: str) -> str:
    """How answers in free text became figures."""
    return _said(
        language,
        "Answers in free text were read one by one and coded with a list of themes. An answer coded “No theme” counts "
        "among the answers; an answer that is not coded does not.",
    )


def columns_told(language: str, told: Sequence[str]) -> str:
    """A chart of columns, for whoever does not see it."""
    return _said(language, "Column chart. {told!c}.", told=in_a_row(language, told))


def bars_told(language: str, told: Sequence[str]) -> str:
    """A chart of bars, for whoever does not see it."""
    return _said(language, "Horizontal bar chart. {told!c}.", told=in_a_row(language, told))


def in_a_row(language: str, told: Sequence[str]) -> str:
    """Several phrases of one sentence, parted by semicolons."""
    return _said(language, "; ").join(told)


def told_under(language: str, name: str, told: str) -> str:
    """A name and what is said of it: `niveau 1 : 3 villes`."""
    return _said(language, "{name}: {told}", name=name, told=told)


def number_of(language: str, units: str) -> str:
    """`Nombre d’ARS`."""
    return _said(language, "Number of {units}", units=units)


def in_quotes(language: str, text: str) -> str:
    """A whole text between the quotation marks of a language."""
    return _said(language, "“{text}”", text=text)


def sentence(text: str) -> str:
    """A text that begins with a capital."""
    return text[:1].upper() + text[1:]


def lowered(text: str) -> str:
    """A text in the middle of a sentence; an acronym keeps its capitals."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def absent(language: str, figures: Sequence[tuple[str, str]]) -> str:
    """Which key figures are not shown, each (label, reason)."""
    return _said.counted(
        language,
        len(figures),
        "One key figure is not released: {figures}.",
        "{count} key figures are not released: {figures}.",
        figures=[_said(language, "“{label}” ({reason})", label=label, reason=reason) for label, reason in figures],
    )


def other_respondents(language: str, units: str) -> str:
    """The caveat of totals that do not rest on the same respondents."""
    return _said(
        language,
        "In brackets, the number of {units} that answered: as the totals do not all rest on the same answers, the "
        "difference between two bars does not measure a change.",
        units=units,
    )


def groups_told(language: str, units: str) -> str:
    """How the breakdown is to be read."""
    return _said(
        language,
        "In brackets stands the number of {units} that each result rests on. Groups of few members do not lend "
        "themselves to comparison.",
        units=units,
    )


def withheld_told(language: str, secret: int, every: int) -> str:
    """How many figures are not published, of how many, groups counted."""
    return _said.counted(
        language,
        secret,
        "{count} figure out of {every} is not released, results by group included.",
        "{count} figures out of {every} are not released, results by group included.",
        every=str(every),
    )


def earlier_told(language: str, number: int, every: int) -> str:
    """How many figures are those of an earlier release, of how many, groups counted."""
    return _said.counted(
        language,
        number,
        "{count} figure out of {every} is taken from an earlier release, with its date and its base.",
        "{count} figures out of {every} are taken from an earlier release, with its date and its base.",
        every=str(every),
    )


def listed(language: str, names: Sequence[str]) -> str:
    """`a`, `a et b`, `a, b et c`."""
    if len(names) == 1:
        return names[0]
    return _said(language, "{names} and {last}", names=names[:-1], last=names[-1])


def open_questions(language: str, number: int) -> str:
    """What becomes of the answers to open questions."""
    return _said.counted(
        language,
        number,
        "An open question was asked on this theme; it is recalled below. Its answers, which could point to whoever "
        "wrote them, are not reproduced in this document.",
        "Open questions were asked on this theme; they are recalled below. Their answers, which could point to whoever "
        "wrote them, are not reproduced in this document.",
    )


def quotation(language: str, one: Quotation) -> str:
    """Words that may be quoted, with the question that they answer."""
    return _said(language, "“{text}” (question {number})", text=" ".join(one.text.split()), number=one.question)


def marks_in(
    language: str, figures: Sequence[Published], *, letter: bool = True, same: str = SAME_ANSWER
) -> tuple[str, ...]:
    """What the marks in a table mean, of those that stand there.

    Omits the legend of `s` when another note already gives it (`letter`); `same` is the legend of `*`.
    """
    return tuple(_marks_in(language, figures, letter=letter, same=same))


def _marks_in(language: str, figures: Sequence[Published], *, letter: bool, same: str) -> Iterator[str]:
    if letter and any(isinstance(one.content, Withheld) for one in figures):
        yield _said(language, "{mark}: figure covered by secrecy.", mark=WITHHELD_MARK)
    reasons = dict.fromkeys(one.content.reason for one in figures if isinstance(one.content, Undefined))
    if reasons:
        reason = _said(language, " or ").join(reasons)
        yield _said(language, "{mark}: not applicable ({reason}).", mark=NOTHING, reason=reason)
    if any(one.unanimous for one in figures):
        yield _said(language, same)
    if any(one.as_of is not None for one in figures):
        yield _said(
            language,
            "A dated figure is that of an earlier release: the returns received since do not allow it to be updated "
            "without disclosing answers.",
        )


def legend(survey: Survey) -> str:
    """What the letter of a withheld figure means, and why figures are, medians too where there are."""
    language, policy = survey.language, survey.dissemination
    told = _said.counted(
        language,
        policy.minimum_units,
        "A figure is covered by secrecy (“{mark}”) when it rests on fewer than {count} respondent, when one of them "
        "represents more than {share} of the total, or when another could be worked out from it.",
        "A figure is covered by secrecy (“{mark}”) when it rests on fewer than {count} respondents, when one of them "
        "represents more than {share} of the total, or when another could be worked out from it.",
        mark=WITHHELD_MARK,
        share=notation(language).as_percent(policy.maximum_share),
    )
    if not has_medians(survey):
        return told
    medians = _said.counted(
        language,
        policy.median_units,
        "So is a median when it rests on fewer than {count} answer.",
        "So is a median when it rests on fewer than {count} answers.",
    )
    return f"{told} {medians}"


def protection(language: str, policy: Dissemination, audit: Audit) -> Iterator[str]:
    """What protects the answers in this report, and what does not."""
    yield _said.counted(
        language,
        policy.minimum_units,
        "A figure is released only when it rests on at least {count} respondent, none of which represents more than "
        "{share} of the total; a median, only on at least {median}.",
        "A figure is released only when it rests on at least {count} respondents, none of which represents more than "
        "{share} of the total; a median, only on at least {median}.",
        share=notation(language).as_percent(policy.maximum_share),
        median=_said.counted(language, policy.median_units, "{count} answer", "{count} answers"),
    )
    yield _said(
        language,
        "When a group of a breakdown is secret, other groups are removed with it, as few as possible, so that the "
        "groups removed hold these same rules together and none can be worked out from the total.",
    )
    yield _said(
        language,
        "A figure already released that the new returns do not allow to be updated is taken from the last release that "
        "gave it, with its date and its base.",
    )
    if policy.minimum_units > 1:  # otherwise a single answer may be told, and no difference is looked at
        yield _differences(language, policy.minimum_units, audit)
    yield _said(
        language,
        "This protection covers neither an agreement of several respondents to share their own answers, nor what is "
        "known from outside the questionnaire, nor the approximations that published figures always allow.",
    )
    yield _said(
        language,
        "Whether an organisation answered a question is not held to be secret. A figure that discloses that all "
        "respondents gave the same answer is released and marked as such.",
    )


def _differences(language: str, minimum: int, audit: Audit) -> str:
    """Which differences between figures were looked at."""
    match audit.scope:
        case AuditScope.RELEASES:
            # The same words whether or not there was one: the same release printed again is the same document.
            return _said(
                language,
                "All figures were compared with one another and, if there were any, with those of earlier releases: "
                "{rule}",
                rule=_no_difference(language, minimum),
            )
        case AuditScope.RELEASE:
            return _said(
                language,
                "All figures were compared with one another, but not with those of other releases: {rule}",
                rule=_no_difference(language, minimum),
            )
        case AuditScope.FIGURES:
            return _said(
                language,
                "Figures were not compared with one another. The protection does therefore not cover the difference of "
                "two figures whose bases differ by a few respondents only.",
            )
        case _:
            assert_never(audit.scope)


def _no_difference(language: str, minimum: int) -> str:
    if minimum == 2:
        few = _said(language, "of one respondent")
    else:
        few = _said(language, "of fewer than {count} respondents", count=minimum)
    return _said(
        language,
        "a figure that, added to others or taken from them, would disclose the answer {few} is not released. Key "
        "figures are kept first, then the other indicators in the order of the report, and totals before groups.",
        few=few,
    )
