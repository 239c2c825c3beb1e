"""A whole campaign on an installed survey, offline: what a user sees first, and a rehearsal of the main job."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

from surveykit import plugins
from surveykit.compose.form import form
from surveykit.disclose import disclose
from surveykit.findings import Severity
from surveykit.ids import FormRef, RespondentCode
from surveykit.model import Purpose, Survey
from surveykit.pipeline.campaign import Campaign, open_register
from surveykit.pipeline.definitions import load_survey
from surveykit.pipeline.figures import XLSX, aggregate, report
from surveykit.pipeline.forms import render, render_copies, suffix_of
from surveykit.pipeline.mailing import Mailing, drafts, recipients
from surveykit.pipeline.publishing import figures_file, findings_file, publish
from surveykit.pipeline.rehearsal import JSON, filled_form, simulated, suffix_of_return
from surveykit.pipeline.status_files import status_file
from surveykit.responses import Response
from surveykit.simulate import clumsy

SURVEY = "reseaux_2014"
WORD = "docx"
FORMATS = ("docx", "pdf", "html")
SILENT, CLUMSY, TWICE = 2, 4, 2
"""How many respondents return nothing, spell their counts as people do, and send a second, corrected form."""

RETURNED_IN = (WORD, "pdf", JSON, WORD, "html", WORD)
"""The formats of the good returns, in turn: most in Word, as asked, and the others as they come."""

Say = Callable[[str], None]
Written = list[tuple[Path, str]]


@dataclass(frozen=True, slots=True)
class _Return:
    """A file that comes back, and how many days before the deadline it was saved."""

    name: str
    data: bytes
    days_before: int


def demo(folder: Path, seed: int, say: Say) -> Written:
    """Sends, receives, checks, consolidates and reports the first real survey; lists what it wrote.

    The folder is made if it does not exist; a register left there by an earlier demonstration is replaced.
    """
    survey = load_survey(SURVEY)
    written: Written = []
    _send(survey, folder, say, written)
    _answer(survey, folder, seed, say, written)
    for old in folder.glob(f"{survey.id}.sqlite*"):
        old.unlink()
    noon_after = datetime.combine(survey.collection.deadline, datetime.min.time(), UTC) + timedelta(days=3, hours=12)
    where = folder / f"{survey.id}.sqlite"
    with open_register(where, survey, clock=lambda: noon_after) as campaign:
        written.append((where, "the register: every file, answer, refusal and event"))
        _receive(campaign, folder, say, written)
        _publish(campaign, folder, say, written)
    return written


def _send(survey: Survey, folder: Path, say: Say, written: Written) -> None:
    forms = folder / "forms"
    forms.mkdir(parents=True, exist_ok=True)
    for to in FORMATS:
        suffix = suffix_of(to)
        for respondent, data in render_copies(survey, to):
            (forms / f"{respondent.code}{suffix}").write_bytes(data)
        blank = folder / f"questionnaire{suffix}"
        blank.write_bytes(render(survey, to))
        written.append((blank, "the blank form"))
    number = len(survey.population)
    written.append((forms, f"{number} personal copies of it in each format"))
    say(f"sent: {number} personal forms in {', '.join(FORMATS)}")


def _answer(survey: Survey, folder: Path, seed: int, say: Say, written: Written) -> None:
    returns = folder / "returns"
    returns.mkdir(parents=True, exist_ok=True)
    morning = datetime.combine(survey.collection.deadline, datetime.min.time(), UTC) + timedelta(hours=9)
    number = 0
    for one in _returns(survey, seed):
        path = returns / one.name
        path.write_bytes(one.data)
        saved = (morning - timedelta(days=one.days_before)).timestamp()
        os.utime(path, (saved, saved))
        number += 1
    written.append((returns, f"{number} files as they come back: good, clumsy, sent twice, unreadable"))
    say(f"came back: {number} files")


def _returns(survey: Survey, seed: int) -> Iterator[_Return]:
    responses = {respondent.code: response for respondent, response in simulated(survey, seed)}
    drawn = Random(seed).sample(sorted(responses), len(responses))  # noqa: S311 (a rehearsal, not a secret)
    silent, awkward = set(drawn[:SILENT]), set(drawn[SILENT : SILENT + CLUMSY])
    again = set(drawn[SILENT + CLUMSY : SILENT + CLUMSY + TWICE])
    for rank, (code, response) in enumerate(responses.items()):
        if code in silent:
            continue
        days = rank % 20 - 2
        to = WORD if code in awkward else RETURNED_IN[rank % len(RETURNED_IN)]
        sent = clumsy(survey, response, seed) if code in awkward else response
        yield _Return(f"{code}{suffix_of_return(to)}", filled_form(survey, sent, to), days)
        if code in again:
            corrected = _second_thoughts(survey, response, seed)
            yield _Return(f"{code}_corrige{suffix_of(WORD)}", filled_form(survey, corrected, WORD), days - 2)
    yield from _broken(survey, responses[drawn[-1]], drawn[0])


def _second_thoughts(survey: Survey, response: Response, seed: int) -> Response:
    return next(other for one, other in simulated(survey, seed + 1) if one.code == response.respondent)


def _broken(survey: Survey, response: Response, silent: RespondentCode) -> Iterator[_Return]:
    suffix = suffix_of(WORD)
    whole = filled_form(survey, response, WORD)
    ref = FormRef(survey.ref.survey, "2013", survey.ref.digest)
    former = plugins.renderer(WORD).render(replace(form(survey, response), form=ref))
    word_97 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + "WordDocument".encode("utf-16le").ljust(
        1024, b"\0"
    )
    yield _Return(f"{silent}.doc", word_97, 1)
    printed = plugins.renderer("pdf").render(replace(form(survey, response), form=None))
    yield _Return("questionnaire imprimé.pdf", printed, 1)
    yield _Return(f"pièce jointe{suffix}", whole[: len(whole) // 2], 2)
    yield _Return(f"questionnaire 2013{suffix}", former, 3)


def _receive(campaign: Campaign, folder: Path, say: Say, written: Written) -> None:
    collected = campaign.collect(folder / "returns")
    say(
        f"collected: {len(collected.read)} files read, {len(collected.refused)} refused, "
        f"{len(collected.superseded)} superseding an earlier one"
    )
    found = campaign.findings()
    for to in ("csv", "html"):
        path = folder / f"findings.{to}"
        path.write_bytes(findings_file(campaign.survey, found, to))
        written.append((path, "what was found in the returns"))
    grave = sum(one.severity is Severity.ERROR for one in found)
    say(f"found: {len(found)} points, of which {grave} must be settled")
    now = campaign.status()
    say(f"status: {now.returned} of {len(now.rows)} returned ({now.rate:.0%}); {len(now.late)} late")
    path = folder / "status.html"
    path.write_bytes(status_file(campaign.survey, now, len(campaign.unattributed()), "html"))
    written.append((path, "who returned what, when and how"))
    _chase(campaign, now.today, folder, say, written)


def _chase(campaign: Campaign, today: date, folder: Path, say: Say, written: Written) -> None:
    messages = folder / "messages"
    messages.mkdir(parents=True, exist_ok=True)
    number = 0
    for mailing in (Mailing(Purpose.OVERDUE, today), Mailing(Purpose.CORRECTIONS, today, (WORD,))):
        for draft in drafts(campaign.survey, mailing, recipients(campaign.survey, mailing, campaign)):
            (messages / draft.name).write_bytes(draft.data)
            number += 1
    written.append((messages, f"{number} drafts to those who are late or have something to verify; none is sent"))
    say(f"drafted: {number} messages, none of them sent")


def _publish(campaign: Campaign, folder: Path, say: Say, written: Written) -> None:
    survey = campaign.survey
    results = aggregate(survey, campaign, by=next(iter(survey.population.groupings), None))
    release = disclose(survey, results)
    publish(campaign, results, release)
    for to in ("json", "xlsx"):
        path = folder / f"figures.{to}"
        path.write_bytes(figures_file(survey, results, to))
        written.append((path, "the consolidated figures, after disclosure control"))
    for to in (*FORMATS, XLSX):
        path = folder / f"bilan.{to}"
        path.write_bytes(report(survey, release, to))
        written.append((path, "the report"))
    secret = sum(figure.status == "withheld" for figure in release.figures)
    say(f"published: {len(release.figures)} figures, of which {secret} withheld")
