"""What comes back: most in Word, as asked, some clumsy, sent twice, broken, or late."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from surveykit import plugins
from surveykit.compose.form import form
from surveykit.ids import FieldId, FormRef, RespondentCode
from surveykit.pipeline.forms import suffix_of
from surveykit.rehearsal.simulating import JSON, filled_form, suffix_of_return
from surveykit.rehearsal.stage import WORD, Rehearsal
from surveykit.responses import Answer, Answered, Blank, Response
from surveykit.simulation import clumsy

SILENT, LATE, CLUMSY, TWICE = 2, 3, 4, 2
"""How many respondents return nothing, return after the first report, spell counts as people do, send a second file."""

RETURNED_IN = (WORD, "pdf", JSON, WORD, "html", WORD)
"""The formats of the good returns, in turn."""

REMINDED, CHASED, REPORTED = -7, 3, 24
"""Days after the deadline when the bureau collects: to remind, to chase, and once the first report is out."""


class Return(Struct, frozen=True):
    """A file that comes back, how many days after the deadline it is sent, and by whom: None when nobody can tell.

    `provisional` when the message that carries it says so of one of its figures.
    """

    name: str
    data: bytes
    day: int
    sender: RespondentCode | None = None
    provisional: bool = False


class Roles(Struct, frozen=True):
    """Who does what in a rehearsal, drawn by lot; those who are late are of the largest group and left little open."""

    silent: tuple[RespondentCode, ...]
    late: tuple[RespondentCode, ...]
    clumsy: tuple[RespondentCode, ...]
    twice: tuple[RespondentCode, ...]
    good: tuple[RespondentCode, ...]

    @property
    def partial(self) -> RespondentCode:
        """Who sends the end of the questionnaire once more, apart: that return would lose the beginning."""
        return self.good[0]


def roles(rehearsal: Rehearsal) -> Roles:
    """The roles of all respondents."""
    truth, drawn = rehearsal.truth, list(rehearsal.drawn)
    silent, drawn = drawn[:SILENT], drawn[SILENT:]
    answered = {code: sum(isinstance(one, Answered) for one in truth[code].answers.values()) for code in drawn}
    late = sorted(_of_largest_group(rehearsal, drawn), key=lambda code: -answered[code])[:LATE]
    drawn = [code for code in drawn if code not in late]
    awkward, twice, good = drawn[:CLUMSY], drawn[CLUMSY : CLUMSY + TWICE], drawn[CLUMSY + TWICE :]
    return Roles(tuple(silent), tuple(late), tuple(awkward), tuple(twice), tuple(good))


def _of_largest_group(rehearsal: Rehearsal, drawn: list[RespondentCode]) -> list[RespondentCode]:
    """Those of the group that has most respondents: a smaller one would be told by who is late."""
    groups = {one.code: tuple(sorted(one.attributes.items())) for one in rehearsal.survey.population.respondents}
    (largest, _), *_ = Counter(groups[code] for code in drawn).most_common(1)
    return [code for code in drawn if groups[code] == largest]


def planned_returns(rehearsal: Rehearsal) -> Iterator[Return]:
    """Every file that comes back, in no order of time."""
    cast = roles(rehearsal)
    for rank, (code, response) in enumerate(rehearsal.truth.items()):
        if code not in cast.silent:
            yield from _returned(rehearsal, cast, rank, code, response)
    yield from _broken(rehearsal, rehearsal.truth[cast.good[-1]], cast.silent[0])


def _returned(
    rehearsal: Rehearsal, cast: Roles, rank: int, code: RespondentCode, response: Response
) -> Iterator[Return]:
    """The one or two files of a respondent, the `rank`-th from 0."""
    survey, day = rehearsal.survey, _day(cast, rank, code)
    if code in cast.clumsy or code in cast.twice:
        typed = filled_form(survey, clumsy(survey, response, rehearsal.seed), WORD)
        yield Return(f"{code}{suffix_of(WORD)}", typed, day, code, provisional=code == cast.clumsy[0])
    if code in cast.twice:
        yield Return(f"{code}_corrige{suffix_of(WORD)}", filled_form(survey, response, WORD), 2, code)
    if code == cast.partial:
        yield Return(f"{code}_suite{suffix_of(WORD)}", filled_form(survey, _end_of(response), WORD), 2, code)
    if code in cast.good or code in cast.late:
        to = RETURNED_IN[rank % len(RETURNED_IN)]
        yield Return(f"{code}{suffix_of_return(to)}", filled_form(survey, response, to), day, code)


def _end_of(response: Response) -> Response:
    """The last half of the answers."""
    half = len(response.answers) // 2
    ending: dict[FieldId, Answer] = {
        code: Blank() if at < half else one for at, (code, one) in enumerate(response.answers.items())
    }
    return replace(response, answers=ending)


def _day(cast: Roles, rank: int, code: RespondentCode) -> int:
    """How many days after the deadline the first file of a respondent comes back."""
    if code == cast.twice[0]:
        return 0  # both forms are in the same collection: somebody must say which one counts
    return CHASED + 10 + cast.late.index(code) if code in cast.late else 2 - rank % 20


def _broken(rehearsal: Rehearsal, response: Response, silent: RespondentCode) -> Iterator[Return]:
    survey, suffix = rehearsal.survey, suffix_of(WORD)
    whole = filled_form(survey, response, WORD)
    ref = FormRef(survey.ref.survey, "2013", survey.ref.digest)
    former = plugins.renderer(WORD).render(replace(form(survey, response), form=ref))
    word_97 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + "WordDocument".encode("utf-16le").ljust(
        1024, b"\0"
    )
    printed = plugins.renderer("pdf").render(replace(form(survey, response), form=None))
    yield Return(f"{silent}.doc", word_97, -1, silent)
    yield Return("questionnaire imprime.pdf", printed, -1)
    yield Return(f"piece jointe{suffix}", whole[: len(whole) // 2], -2)
    yield Return(f"questionnaire 2013{suffix}", former, -3)
