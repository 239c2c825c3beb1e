"""Made the files beside it, with version 0.1 (commit 9eb3b6a): history, which a later version need not run.

    PYTHONPATH=src:renderers:surveys:tests/helpers python tests/data/version_0_1/make.py

It needs LibreOffice, Chromium and the packages of tests/js. Two runs differ by what these programs write.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from msgspec.structs import replace

import pdf_fillers
import reseaux_2014
import version_0_1 as kept
import word_returns
from chromium import Visit, browser, visit
from libreoffice import typed
from recording import record
from surveykit import interchange, pipeline
from surveykit.collect import collect
from surveykit.compose.form import form
from surveykit.compose.values import control_values
from surveykit.document import ListBox, controls
from surveykit.filled import FilledForm
from surveykit.ids import FieldId
from surveykit.model import Purpose, Survey
from surveykit.pipeline import Campaign, Mailing
from surveykit.responses import Response
from surveykit.simulation import clumsy
from word_returns import fill

HERE = Path(__file__).parent
WHO = "bretagne"
LATE, SILENT = ("bourgogne", "haute_normandie", "picardie"), ("corse", "lorraine")
SEED = 2014
CODERS, SETTLER = ("Claire", "Hugo"), "Mme Petit"
CLUMSY = {
    "q1_diagnostic": "34 ?",
    "q2_aujourdhui": "28 à 31",
    "q2_terme": "21 (dont 2 en cours de fusion)",
    "q9_appui_coordination": "une douzaine",
    "q11_polyvalents_terme": "9 réseaux",
    "q15_cesses": "néant",
    "q15_envisages": "sans objet",
}
STAGES = {"collected": 26, "verified": 33, "released": 42, "late": 60}
"""Days after the first of August 2014."""


class Clock:
    """A moment of the campaign, a second later each time that it is looked at."""

    def __init__(self) -> None:
        self._seconds = count()
        self.day = date(2014, 8, 1)

    def go_to(self, stage: str) -> None:
        self.day = date(2014, 8, 1) + timedelta(STAGES[stage])

    def __call__(self) -> datetime:
        return datetime(self.day.year, self.day.month, self.day.day, 9, tzinfo=UTC) + timedelta(
            seconds=next(self._seconds)
        )


def keep(name: str, data: bytes) -> Path:
    path = HERE / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def read_answers(survey: Survey) -> Response:
    ((_, filled),) = interchange.read((HERE / "answers.json").read_bytes())
    assert isinstance(filled, FilledForm)
    found = collect(survey, form(survey), filled)
    assert not found.findings
    return found.response


# Forms as they are sent, and as people fill them


def forms(survey: Survey) -> None:
    earlier = {"respondent": WHO, "answers": kept.PREFILLED}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "earlier.json"
        path.write_text(json.dumps(earlier), encoding="utf-8")
        prefill = pipeline.read_prefill(survey, path).responses
    for to in ("docx", "pdf", "html"):
        keep(f"forms/blank.{to}", pipeline.render(survey, to))
        keep(f"forms/{WHO}.{to}", pipeline.render(survey, to, respondent=WHO))
        ((_, data),) = pipeline.render_copies(survey, to, [pipeline.find_respondent(survey, WHO)], prefill)
        keep(f"forms/{WHO}_prefilled.{to}", data)


def as_typed(survey: Survey, response: Response, *, labels: bool, personal: bool = True) -> dict[str, str | bool]:
    """What is typed or chosen in each control; in Word an entry of a list is chosen by its label."""
    values = control_values(survey, response)
    found: dict[str, str | bool] = {}
    for control in controls(form(survey, personal=personal)):
        value = values.get(control.field)
        if isinstance(value, frozenset):
            found |= {f"{control.field}#{option}": True for option in value}
        elif value is not None:
            entries = {one.code: one.label for one in control.entries} if isinstance(control, ListBox) else {}
            found[control.field] = entries.get(value, value) if labels else value
    return found


def filling(survey: Survey, response: Response) -> pdf_fillers.Filling:
    entered = as_typed(survey, response, labels=False)
    lists = {control.field for control in controls(form(survey, personal=True)) if isinstance(control, ListBox)}
    return pdf_fillers.Filling(
        texts={name: text for name, text in entered.items() if isinstance(text, str) and name not in lists},
        choices={name: text for name, text in entered.items() if isinstance(text, str) and name in lists},
        ticks=tuple(name.replace("#", "__") for name, value in entered.items() if value is True),
    )


def type_in_page(visited: Visit, entered: dict[str, str | bool], lists: set[FieldId]) -> None:
    for name, value in entered.items():
        field, _, option = name.partition("#")
        if option or field in lists:
            visited.control(field, option or str(value)).check()
        else:
            visited.control(field).fill(str(value))


def filled(survey: Survey, response: Response) -> None:
    word, all_typed = (HERE / f"forms/{WHO}.docx").read_bytes(), as_typed(survey, response, labels=True)
    keep("returns/word.docx", fill(word, all_typed))
    blank = as_typed(survey, response, labels=True, personal=False)
    keep("returns/word_blank_form.docx", fill((HERE / "forms/blank.docx").read_bytes(), blank))
    with tempfile.TemporaryDirectory() as folder:
        keep("returns/libreoffice.docx", typed(word, all_typed, Path(folder)))
    with tempfile.TemporaryDirectory() as folder:
        anew = {name: text for name, text in all_typed.items() if name.partition("#")[0] not in kept.PREFILLED}
        prefilled = (HERE / f"forms/{WHO}_prefilled.docx").read_bytes()
        keep("returns/libreoffice_prefilled.docx", typed(prefilled, anew, Path(folder)))
    pdf = (HERE / f"forms/{WHO}.pdf").read_bytes()
    keep("returns/chromium_viewer.pdf", pdf_fillers.pdfium_clicks(pdf, filling(survey, response)))
    keep("returns/firefox_viewer.pdf", pdf_fillers.by_pdf_js(pdf, filling(survey, response)))
    lists = {control.field for control in controls(form(survey, personal=True)) if isinstance(control, ListBox)}
    with browser() as chromium, visit(chromium, HERE / f"forms/{WHO}.html") as visited:
        visited.folder = HERE / "returns"
        type_in_page(visited, as_typed(survey, response, labels=False), lists)
        visited.save().rename(HERE / "returns/chromium.json")
        keep("returns/chromium_page.html", visited.page.content().encode())
    keep("returns/answers.json", interchange.write_answers(survey, response))
    others = [one for _, one in pipeline.simulated(survey, SEED, 2)]
    keep("returns/answers.jsonl", interchange.write_answer_lines(survey, [response, *others]))
    messy = fill(word, all_typed | CLUMSY)
    messy = word_returns.control_deleted(messy, "q10_stade", beside=" 3")
    messy = word_returns.typed_in_box(messy, "q4_methodologie#appel_projet", "X")
    keep("returns/clumsy.docx", word_returns.answered_beside(messy, "q14_anciens", " dont deux à vérifier"))
    silent = [one for code, one in pipeline.simulated(survey, SEED) if code.code in SILENT]
    keep("returns/last.jsonl", interchange.write_answer_lines(survey, silent))


# A campaign of 26, of which 21 return, then 3 more


def arriving(survey: Survey, response: Response) -> Iterator[tuple[str, bytes]]:
    truth = {one.code: each for one, each in pipeline.simulated(survey, SEED)} | {WHO: response}
    nobody = replace(truth["champagne_ardenne"], respondent=None)
    special = {
        "alsace.docx": pipeline.render(survey, "docx", response=clumsy(survey, truth["alsace"], SEED)),
        "aquitaine.pdf": pipeline.render(survey, "pdf", response=truth["aquitaine"]),
        "auvergne.html": pipeline.render(survey, "html", response=truth["auvergne"]),
        "bretagne.docx": (HERE / "returns/libreoffice_prefilled.docx").read_bytes(),
        "questionnaire rempli.docx": pipeline.render(survey, "docx", response=nobody),
        "scan.pdf": b"%PDF-1.4 scan",
        "centre.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + "WordDocument".encode("utf-16le"),
    }
    yield from special.items()
    told = {Path(name).stem for name in special if not name.endswith(".doc")} | {"champagne_ardenne", *LATE, *SILENT}
    rest = [one for code, one in truth.items() if code not in told]
    yield "dom.jsonl", interchange.write_answer_lines(survey, rest[-4:]) + b'{"survey": "reseaux_2014", "answers": 3}\n'
    yield from ((f"{one.respondent}.json", interchange.write_answers(survey, one)) for one in rest[:-4])
    yield from ((f"late/{code}.json", interchange.write_answers(survey, truth[code])) for code in LATE)
    yield "again/alsace (2).json", interchange.write_answers(survey, truth["alsace"])


def bring(folder: Path, files: Iterator[tuple[str, bytes]]) -> None:
    for number, (name, data) in enumerate(files):
        path = folder / name if "/" in name else folder / "first" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        when = (datetime(2014, 8, 20, 8, tzinfo=UTC) + timedelta(hours=number)).timestamp()
        os.utime(path, (when, when))


def code(campaign: Campaign, *coders: str) -> None:
    for coder in coders:
        reconciled = coder == SETTLER
        settling: dict[str, Any] = {"hesitation": 0, "cleared_by": SETTLER, "reconciled": True} if reconciled else {}
        data = pipeline.coded_workbook(campaign, coder, SEED, **settling)
        if coder == CODERS[0]:
            keep(f"coding/{coder.lower()}.xlsx", data)
        pipeline.import_coding(campaign, data, f"{coder}.xlsx", coder=coder, reconciled=reconciled)


def released(campaign: Campaign, number: int) -> None:
    """What `surveykit report --by ensemble` does."""
    results = pipeline.aggregate(campaign.survey, campaign, by="ensemble")
    release = pipeline.disclose(campaign.survey, results)
    pipeline.report(campaign.survey, release, "docx")
    record(campaign, results, release)
    keep(f"figures/release_{number}.json", pipeline.figures_file(campaign.survey, release, "json"))


def letters(campaign: Campaign, day: date) -> None:
    survey = campaign.survey
    whole = pipeline.received(campaign)["alsace"]
    for to in ("docx", "html", "txt"):
        keep(f"mail/letter_alsace.{to}", pipeline.letter_file(survey, whole, day, to))
    for mailing in (
        Mailing(Purpose.SENDING, date(2014, 6, 13), ("docx", "html")),
        Mailing(Purpose.CORRECTIONS, day, ("docx",), ("docx",)),
    ):
        chosen = pipeline.recipients(survey, mailing, campaign)
        (one,) = (one for one in chosen if one.respondent.code == "alsace")
        for draft in pipeline.drafts(survey, mailing, [one]):
            keep(f"mail/{draft.name}", draft.data)


def campaign_of(survey: Survey, response: Response) -> None:
    path, clock = HERE / "register.sqlite", Clock()
    with (
        tempfile.TemporaryDirectory() as made,
        pipeline.open_register(path, survey, clock=clock) as campaign,
    ):
        folder = Path(made)
        bring(folder, arriving(survey, response))
        clock.go_to("collected")
        campaign.collect(folder / "first")
        clock.go_to("verified")
        letters(campaign, clock.day)
        campaign.collect(folder / "first/questionnaire rempli.docx", respondent="champagne_ardenne", who="C. Martin")
        campaign.collect(folder / "again")
        for field, text in (("q2_terme", "20"), ("q2_terme", "19"), ("q15_cesses", "NC")):
            campaign.correct("aquitaine", field, text, who="C. Martin", why="confirmé par téléphone")
        code(campaign, *CODERS, SETTLER)
        clock.go_to("released")
        released(campaign, 1)
        clock.go_to("late")
        campaign.collect(folder / "late")
        code(campaign, SETTLER)
        released(campaign, 2)
        answers = [one.response for one in campaign.responses()]
        keep("answers.parquet", pipeline.export(survey, answers, pipeline.ExportFormat.PARQUET).data)
        results = pipeline.aggregate(survey, campaign, by="ensemble")
        keep("figures/all.json", pipeline.figures_file(survey, pipeline.unprotected(survey, results), "json"))
        told = kept.told_of(campaign)
    with (
        tempfile.TemporaryDirectory() as made,
        kept.collecting(survey, Path(made) / "r.sqlite", HERE / "returns/clumsy.docx") as (other, report),
    ):
        (one,) = other.register.responses()
        told["clumsy"] = [
            kept.told_of_response(one.response),
            list(map(kept.told_of_finding, report.files[0].findings)),
        ]
    keep("expected.json", f"{{{','.join(lines(told))}}}\n".encode())


def lines(told: dict[str, Any]) -> Iterator[str]:
    """A line for each item of each list."""
    for key, held in told.items():
        whole = json.dumps(held, ensure_ascii=False)
        if isinstance(held, list):
            whole = "[\n" + ",\n".join(json.dumps(one, ensure_ascii=False) for one in held) + "\n]"
        yield f"\n{json.dumps(key)}: {whole}"


def main() -> None:
    for name in ("definition", "forms", "returns", "coding", "figures", "mail"):
        shutil.rmtree(HERE / name, ignore_errors=True)
    (HERE / "register.sqlite").unlink(missing_ok=True)
    (HERE / "returns").mkdir()
    source = Path(str(reseaux_2014.folder()))
    for name in ("survey.yaml", "respondents.csv"):
        keep(f"definition/{name}", (source / name).read_bytes())
    survey = pipeline.load_survey(HERE / "definition")
    response = read_answers(survey)
    forms(survey)
    filled(survey, response)
    campaign_of(survey, response)


main()
