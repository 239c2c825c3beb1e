"""A whole campaign on an installed survey, offline: what a user sees first, and a rehearsal of the main job."""

from __future__ import annotations

from pathlib import Path

from surveykit.pipeline.campaign import open_register
from surveykit.pipeline.definitions import load_survey
from surveykit.pipeline.outputs.figures import FIGURE_FORMATS
from surveykit.pipeline.outputs.report import XLSX
from surveykit.rehearsal.bureau import chase, collect, correct, remind, settle_returns, tell_status
from surveykit.rehearsal.coded import code, settle_codings
from surveykit.rehearsal.posting import in_archive
from surveykit.rehearsal.rehearsed import rehearsed
from surveykit.rehearsal.released import keep, release
from surveykit.rehearsal.returns import CHASED, REMINDED, REPORTED, planned_returns
from surveykit.rehearsal.sending import send
from surveykit.rehearsal.stage import FORMATS, WORD, Rehearsal, Say, Stage

SURVEY = "reseaux_2014"
SENT, SETTLED = -84, 12
"""Days after the deadline when the forms are sent, and when the first report is published."""

__all__ = ["Stage", "demo"]


def demo(folder: Path, seed: int, say: Say) -> tuple[Stage, ...]:
    """Plays the campaign of the first real survey, from sending to its second report; what each stage wrote.

    The folder is made if it does not exist; a register left there by an earlier demonstration is replaced. The same
    seed writes the same bytes, the register's apart. Its addresses lead nowhere; what holds its simulated answers, or
    is made of them, says so in its name and on its pages.
    """
    survey = rehearsed(load_survey(SURVEY))
    rehearsal = Rehearsal(survey, folder, seed, say)
    rehearsal.begin("The forms are sent", SENT)
    send(rehearsal)
    for old in folder.glob(f"{survey.id}.sqlite*"):
        old.unlink()
    arriving = [*planned_returns(rehearsal)]
    register = folder / f"{survey.id}.sqlite"
    with open_register(register, survey, clock=lambda: rehearsal.moment) as campaign:
        rehearsal.begin("A week before the deadline", REMINDED)
        remind(rehearsal, campaign, arriving)
        rehearsal.begin("After the deadline", CHASED)
        chase(rehearsal, campaign, arriving)
        rehearsal.begin("The answers are settled, coded, and published a first time", SETTLED)
        settle_returns(rehearsal, campaign)
        correct(rehearsal, campaign)
        code(rehearsal, campaign)
        release(rehearsal, campaign, "bilan-1", (WORD,))
        rehearsal.begin("Late returns, and the second release", REPORTED)
        collect(rehearsal, campaign, [one for one in arriving if one.day >= CHASED], "late", in_archive)
        tell_status(rehearsal, campaign, "status-final.html")
        settle_codings(rehearsal, campaign, "late.xlsx")
        release(rehearsal, campaign, "bilan", (*FORMATS, XLSX), FIGURE_FORMATS)
        rehearsal.begin("What is kept", REPORTED)
        rehearsal.list(register, "the register: every file, answer, refusal, correction, coding and release")
        keep(rehearsal, campaign)
    return tuple(rehearsal.stages)
