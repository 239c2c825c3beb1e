"""Coding of the texts in a rehearsal: two coders, then a third who settles where they differ."""

from __future__ import annotations

from pathlib import Path

from surveykit.pipeline.campaign import Campaign
from surveykit.pipeline.coded import coding_standing
from surveykit.pipeline.coding import coding_agreements, import_coding
from surveykit.rehearsal.simulating import coded_workbook
from surveykit.rehearsal.stage import Rehearsal
from surveykit.words.marks import simulated_name

CODERS, SETTLER = ("Claire", "Hugo"), "Mme Petit"


def code(rehearsal: Rehearsal, campaign: Campaign) -> None:
    """Two coders fill a workbook each, and somebody settles what they see differently."""
    if not rehearsal.survey.coding:
        return
    for coder in CODERS:
        data = coded_workbook(campaign, coder, rehearsal.seed)
        _import(rehearsal, campaign, f"coding/{coder.lower()}.xlsx", data, coder=coder)
    found = coding_agreements(campaign)
    alike, both = sum(one.alike for one in found), sum(one.texts for one in found)
    lowest = min((float(one.kappa) for one in found if one.kappa is not None), default=1.0)
    rehearsal.tell(f"agreement: {alike} of {both} answers coded alike; the lowest kappa of a question is {lowest:.2f}")
    settle_codings(rehearsal, campaign, "reconciled.xlsx")
    rehearsal.list(rehearsal.folder / "coding", "the workbooks of two coders, and the one that settles")


def settle_codings(rehearsal: Rehearsal, campaign: Campaign, name: str) -> None:
    """One person decides where coders differ, codes what nobody coded, and clears a few quotations."""
    if not rehearsal.survey.coding:
        return
    disputes = sum(len(one.disputes) for one in coding_standing(campaign).fields)
    data = coded_workbook(campaign, SETTLER, rehearsal.seed, hesitation=0, cleared_by=SETTLER, reconciled=True)
    path = _import(rehearsal, campaign, f"coding/{name}", data, coder=SETTLER, reconciled=True)
    quoted = sum(len(one.quotations) for one in coding_standing(campaign).fields)
    rehearsal.tell(f"settled: {disputes} differences between coders; {quoted} quotations cleared by {SETTLER}")
    rehearsal.list(path, "who settles decides, and clears quotations by name")


def _import(
    rehearsal: Rehearsal, campaign: Campaign, name: str, data: bytes, *, coder: str, reconciled: bool = False
) -> Path:
    path = rehearsal.keep(simulated_name(name), data, confidential=True)
    done = import_coding(campaign, data, path.name, coder=coder, reconciled=reconciled)
    rehearsal.tell(f"coded: {done.recorded} answers by {coder}, of {done.readings} in {path.name}")
    return path
