"""A release is an act: a draft records nothing, a publication shows what it is about, asks, writes, then records."""

from __future__ import annotations

import hashlib
import json
import os
import re
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, assert_never

import pytest
from click.testing import CliRunner, Result

import surveykit as sk
from surveykit.cli import surveykit
from surveykit.errors import UsageError
from surveykit.model import CodesValue, CodeValue, TextValue, TruthValue, ValueType, WholeValue
from surveykit.pipeline import Campaign, checklist
from surveykit.register import Register
from surveykit.rehearsal import filled_form, simulated

SURVEY = "reseaux_2014"
SEPTEMBER, OCTOBER = datetime(2014, 9, 17, 12, tzinfo=UTC), datetime(2014, 10, 1, 12, tzinfo=UTC)


def call(*words: str, answer: str | None = None, code: int = 0) -> Result:
    result = CliRunner().invoke(surveykit, list(words), input=answer, standalone_mode=False)
    assert result.exception is None or isinstance(result.exception, sk.SurveykitError), result.exception
    assert (2 if result.exception else result.return_value or 0) == code, f"{words}\n{result.output}"
    return result


def said(result: Result) -> str:
    return f"{result.output}{result.exception or ''}"


@pytest.fixture(scope="module")
def survey() -> sk.Survey:
    return sk.load_survey(SURVEY)


@pytest.fixture
def returns(survey: sk.Survey, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory, with the returns of everyone in the folder `all`, as JSON."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SURVEYKIT_REGISTER", raising=False)
    (tmp_path / "all").mkdir()
    for respondent, response in simulated(survey, 3):
        (tmp_path / "all" / f"{respondent.code}.json").write_bytes(filled_form(survey, response, "json"))
    return tmp_path


def some(folder: Path, number: int, *, skip: int = 0) -> list[Path]:
    return sorted((folder / "all").iterdir())[skip : skip + number]


@pytest.fixture
def folder(returns: Path) -> Path:
    """The same, 21 of them collected."""
    call("collect", SURVEY, *map(str, some(returns, 21)), code=0)
    return returns


def campaign_of(survey: sk.Survey, at: datetime = SEPTEMBER) -> Campaign:
    return sk.open_register(f"{SURVEY}.sqlite", survey, clock=lambda: at)


@pytest.fixture
def campaign(folder: Path, survey: sk.Survey) -> Iterator[Campaign]:
    assert folder
    with campaign_of(survey) as opened:
        yield opened


def releases() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(call("releases", SURVEY, "--json").stdout)
    return found


def words_of(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        return "".join(archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml"))


def publish(output: str, *words: str, code: int = 0, answer: str | None = None) -> Result:
    return call("publish", SURVEY, "--simulated", "-o", output, *words, code=code, answer=answer)


def test_a_report_is_a_draft_and_records_nothing(folder: Path) -> None:
    for to in ("docx", "html", "xlsx"):
        call("report", SURVEY, "--to", to, "-o", f"bilan.{to}")
    assert releases() == []
    assert "PROJET" in words_of(folder / "bilan.docx")
    assert "PROJET" in words_of(folder / "bilan.xlsx")
    assert "PROJET" in (folder / "bilan.html").read_text(encoding="utf-8")
    assert "not needed any more" in call("report", SURVEY, "--to", "html", "--draft", "-o", "bilan.html").stderr


def test_figures_are_a_draft_until_they_are_published(folder: Path) -> None:
    assert json.loads(call("aggregate", SURVEY).stdout)["draft"] is True
    assert ",PROJET" in f",{call('aggregate', SURVEY, '--to', 'csv').stdout.splitlines()[1].lstrip(chr(0xFEFF))}"
    assert releases() == []
    publish("figures", "--to", "json", "--to", "csv", "--yes")
    assert "draft" not in json.loads((folder / "figures.json").read_bytes())
    assert "PROJET" not in (folder / "figures.csv").read_text(encoding="utf-8")


def test_a_publication_shows_its_checklist_and_asks(folder: Path) -> None:
    refused = publish("bilan.docx", "--to", "docx", code=1, answer="n\n")
    for words in ("awaited: ", "(5 of 26)", "unsettled: ", "not coded: ", "national figures: ", "cost: if 1 of those"):
        assert words in refused.stderr
    assert "nothing was published" in refused.stderr
    assert not (folder / "bilan.docx").exists()
    unheard = publish("bilan.docx", "--to", "docx", code=2, answer="")
    assert "--yes" in said(unheard)
    assert releases() == []
    published = publish("bilan.docx", "--to", "docx", answer="y\n")
    assert "PROJET" not in words_of(folder / "bilan.docx")
    assert [one["release"] for one in releases()] == [1]
    # The answers are simulated: the checklist, the record and the list of releases say so.
    assert "  - DONNÉES SIMULÉES: " in published.stderr
    assert "recorded as release 1 of this register (DONNÉES SIMULÉES)" in published.stderr
    assert releases()[0]["simulated"] is True
    assert "DONNÉES SIMULÉES, public" in call("releases", SURVEY).stdout


def test_several_formats_are_one_release(folder: Path) -> None:
    publish("bilan.docx", "--to", "docx", "--to", "html", "--to", "xlsx", "--yes")
    (release,) = releases()
    assert [one["name"] for one in release["files"]] == ["bilan.docx", "bilan.html", "bilan.xlsx"]
    assert all((folder / one["name"]).exists() for one in release["files"])
    again = publish("other.html", "--to", "html", "--yes")
    assert "the same as release 1" in again.stderr
    assert "1 new file was recorded" in again.stderr
    (release,) = releases()
    assert [one["name"] for one in release["files"]][3:] == ["other.html"]
    assert "nothing new was recorded" in publish("other.html", "--to", "html", "--yes").stderr


def test_what_cannot_be_written_is_not_published(folder: Path) -> None:
    (folder / "taken").write_text("a file", encoding="utf-8")
    (folder / "bilan.html").write_text("an earlier one", encoding="utf-8")
    result = publish("bilan.html", "--to", "html", "--yes", "--by", "nothing", code=2)
    assert "unknown grouping" in said(result)
    assert "taken" in said(publish("taken/bilan.html", "--to", "html", "--yes", code=2))
    assert releases() == []
    assert (folder / "bilan.html").read_text(encoding="utf-8") == "an earlier one"


def test_what_cannot_be_recorded_is_not_left_behind(
    campaign: Campaign, survey: sk.Survey, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        assert "PROJET" not in Path("new.html").read_text(encoding="utf-8"), "the files come first"
        raise UsageError("Another program is writing")

    Path("bilan.xlsx").write_text("an earlier one", encoding="utf-8")
    release = sk.disclose(survey, sk.aggregate(survey, campaign))
    monkeypatch.setattr(Register, "record_release", refuse)
    with pytest.raises(UsageError, match="Another program"):
        sk.publish(campaign, release, {"html": "new.html", "xlsx": "bilan.xlsx"}, simulated=True)
    assert not Path("new.html").exists()
    assert Path("bilan.xlsx").read_text(encoding="utf-8") == "an earlier one"
    assert campaign.register.releases() == ()


def test_the_audit_is_written_with_the_release_or_neither_is(folder: Path) -> None:
    (folder / "taken").write_text("a file", encoding="utf-8")
    (folder / "audit.json").write_text("an earlier one", encoding="utf-8")
    publish("bilan.html", "--to", "html", "--yes", "--audit", "taken/audit.json", code=2)
    publish("taken/bilan.html", "--to", "html", "--yes", "--audit", "audit.json", code=2)
    both = publish("bilan.json", "--to", "json", "--yes", "--audit", "./bilan.json", code=2)
    assert "cannot be both the release and its audit" in said(both)
    assert not (folder / "bilan.html").exists()
    assert not (folder / "bilan.json").exists()
    assert (folder / "audit.json").read_text(encoding="utf-8") == "an earlier one"
    assert releases() == []
    publish("bilan.html", "--to", "html", "--yes", "--audit", "audit.json")
    assert "withheld" in json.loads((folder / "audit.json").read_bytes())
    assert len(releases()) == 1


def test_a_release_that_the_register_does_not_give_any_more_is_refused(
    campaign: Campaign, survey: sk.Survey, returns: Path
) -> None:
    release = sk.disclose(survey, sk.aggregate(survey, campaign, by="ensemble"))
    campaign.collect(*some(returns, 1, skip=21))
    with pytest.raises(UsageError, match="not what the register gives now"):
        sk.publish(campaign, release, {"html": "bilan.html"}, simulated=True)
    assert not Path("bilan.html").exists()
    with pytest.raises(UsageError, match="name the files"):
        sk.publish(campaign, release, {})


def test_to_look_from_python_records_nothing(campaign: Campaign, survey: sk.Survey) -> None:
    release = sk.disclose(survey, sk.aggregate(survey, campaign))
    assert b"PROJET" in sk.report(survey, release, "html")
    assert campaign.register.releases() == ()
    record = sk.publish(campaign, release, {"html": "bilan.html"}, who="Mme Petit", simulated=True)
    assert (record.id, record.counts) == (1, True)
    assert record.told is not None
    assert record.told.who == "Mme Petit"
    assert b"PROJET" not in Path("bilan.html").read_bytes()


def test_a_release_that_never_left_is_withdrawn_and_may_come_back(folder: Path) -> None:
    publish("bilan.html", "--to", "html", "--yes")
    assert "say why" in said(call("releases", SURVEY, "--withdraw", "1", code=2))
    call("releases", SURVEY, "--withdraw", "1", "--why", "jamais envoyé")
    (release,) = releases()
    assert (release["withdrawn"], release["counts"], release["said"]["why"]) == (True, False, "jamais envoyé")
    call("collect", SURVEY, *map(str, some(folder, 1, skip=21)))
    publish("second.json", "--to", "json", "--yes")
    statuses = {one["status"] for one in json.loads((folder / "second.json").read_bytes())["figures"]}
    assert "earlier" not in statuses, "nothing was public"
    call("releases", SURVEY, "--sent", "1", "--why", "un cabinet l’avait reçu")
    call("collect", SURVEY, *map(str, some(folder, 1, skip=22)))
    publish("third.json", "--to", "json", "--yes")
    assert "earlier" in {one["status"] for one in json.loads((folder / "third.json").read_bytes())["figures"]}
    assert "1, 2, 3" in said(call("releases", SURVEY, "--withdraw", "9", "--why", "x", code=2))


def test_to_publish_a_withdrawn_release_again_says_what_that_does(folder: Path) -> None:
    publish("bilan.html", "--to", "html", "--yes", "--who", "Mme Petit")
    call("releases", SURVEY, "--withdraw", "1", "--why", "logo faux", "--who", "M. Grand")
    asked = publish("neuf.html", "--to", "html", code=1, answer="n\n")
    assert re.search(r"release 1 of .*, which M\. Grand withdrew on .* \(logo faux\): .* count again", asked.stderr)
    assert "release 1, which was withdrawn" in asked.stderr
    assert releases()[0]["counts"] is False
    done = publish("neuf.html", "--to", "html", "--yes", "--who", "Mme Roux")
    assert "release 1 of this register (DONNÉES SIMULÉES) counts again; 1 new file was recorded" in done.stderr
    (release,) = releases()
    assert (release["counts"], release["said"]["who"]) == (True, "Mme Roux")
    digest = hashlib.sha256((folder / "neuf.html").read_bytes()).hexdigest()
    assert release["files"][1:] == [{"name": "neuf.html", "sha256": digest}]


def test_the_same_release_may_be_published_in_one_more_format(campaign: Campaign, survey: sk.Survey) -> None:
    release = sk.disclose(survey, sk.aggregate(survey, campaign, by="ensemble"))
    first = sk.publish(campaign, release, {"html": "bilan.html"}, who="Mme Petit", simulated=True)
    again = sk.publish(campaign, release, {"json": "bilan.json"}, who="M. Grand", simulated=True)
    assert (again.id, again.already) == (first.id, True)
    (later,) = again.again
    assert (later.who, [one.name for one in later.files]) == ("M. Grand", ["bilan.json"])
    assert sk.publish(campaign, release, {"json": "bilan.json"}, simulated=True).again == again.again


@pytest.mark.parametrize("paths", [{"docx": "same", "html": "same"}, {"docx": "same", "html": "./x/../same"}])
def test_two_formats_do_not_share_a_file(campaign: Campaign, survey: sk.Survey, paths: dict[str, str]) -> None:
    release = sk.disclose(survey, sk.aggregate(survey, campaign))
    with pytest.raises(UsageError, match="cannot be both docx and html"):
        sk.publish(campaign, release, paths, simulated=True)
    assert not Path("same").exists()
    assert campaign.register.releases() == ()


def test_a_release_does_not_go_under_the_name_of_another_format(campaign: Campaign, survey: sk.Survey) -> None:
    release = sk.disclose(survey, sk.aggregate(survey, campaign))
    with pytest.raises(UsageError, match=r"ending of pdf, and docx .* bilan\.docx"):
        sk.publish(campaign, release, {"html": "page.html", "docx": "bilan.PDF"}, simulated=True)
    assert "ending of pdf" in said(publish("bilan.pdf", "--to", "html", "--yes", code=2))
    assert "standard output" in said(publish("-", "--to", "html", "--yes", code=2))
    assert not [*Path().glob("bilan*"), *Path().glob("page*"), *Path().glob("-")]
    assert campaign.register.releases() == ()


def test_a_release_is_what_somebody_can_read_again(folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    for place in ("/dev/null", "pipe"):
        assert "no file on a disk" in said(publish(place, "--to", "html", "--yes", code=2))
    assert releases() == []
    call("report", SURVEY, "--to", "html", "-o", "/dev/null")


def test_what_nobody_returned_is_not_published(returns: Path) -> None:
    with sk.open_register(returns / f"{SURVEY}.sqlite", sk.load_survey(SURVEY)):
        pass
    assert "holds no return" in said(publish("bilan.html", "--to", "html", "--yes", code=2))
    assert releases() == []


def test_an_earlier_value_stands_in_every_format_with_its_day(
    campaign: Campaign, survey: sk.Survey, returns: Path
) -> None:
    first = sk.disclose(survey, sk.aggregate(survey, campaign, by="ensemble"))
    sk.publish(campaign, first, {"json": "first.json"}, simulated=True)
    campaign.collect(*some(returns, 1, skip=21))
    with campaign_of(survey, OCTOBER) as later:
        second = sk.disclose(survey, sk.aggregate(survey, later, by="ensemble"))
        paths = {to: f"bilan.{to}" for to in ("docx", "pdf", "html", "xlsx", "json", "csv")}
        sk.publish(later, second, paths, simulated=True)
    told = {(one.id, one.group): one for one in first.figures if one.status == "published"}
    earlier = [one for one in second.figures if one.status == "earlier"]
    assert len(earlier) > 20
    for one in earlier:
        before = told[one.id, one.group]
        assert (one.value, one.content, one.base) == (before.value, before.content, before.base)
        assert one.as_of == SEPTEMBER.date()
    public = [one for one in second.figures if (one.id, one.group) in told]
    assert "withheld" not in {one.status for one in public}, "what was public never reads s"
    held = json.loads(Path("bilan.json").read_bytes())["figures"]
    assert {one["as_of"] for one in held if one["status"] == "earlier"} == {"2014-09-17"}
    for path in ("bilan.html", "bilan.docx", "bilan.xlsx"):
        text = Path(path).read_text(encoding="utf-8") if path.endswith("html") else words_of(Path(path))
        assert "17\u00a0septembre 2014" in text, path
    assert ",earlier,2014-09-17," in Path("bilan.csv").read_text(encoding="utf-8")


def test_the_checklist_says_what_a_release_costs_later_ones(campaign: Campaign, survey: sk.Survey) -> None:
    release = sk.disclose(survey, sk.aggregate(survey, campaign))
    known = checklist(campaign, release)
    assert len(known.awaited) == 5
    costs = {one.late: one for one in known.costs}
    assert [*costs] == [1, 2, 3]
    national = sum(one.group is None and one.status == "published" for one in release.figures)
    # One late return that answers everything renews nothing but the response rate; three renew nearly all.
    assert costs[1].published == national
    assert costs[1].kept > national * 0.8
    assert costs[3].kept < costs[1].kept


def test_a_late_return_costs_what_the_checklist_foresaw(campaign: Campaign, survey: sk.Survey) -> None:
    """Foreseen for one respondent who leaves nothing blank, and then tried with such a one."""
    release = sk.disclose(survey, sk.aggregate(survey, campaign))
    foreseen = checklist(campaign, release).costs[0]
    sk.publish(campaign, release, {"json": "first.json"}, simulated=True)
    late = checklist(campaign, sk.disclose(survey, sk.aggregate(survey, campaign))).awaited[0]
    answers = {field.code: answer_to(field.facts.value) for field in survey.fields()}
    whole = {"survey": survey.id, "edition": survey.edition, "respondent": late.code, "answers": answers}
    Path("late.json").write_text(json.dumps(whole), encoding="utf-8")
    campaign.collect("late.json")
    after = sk.disclose(survey, sk.aggregate(survey, campaign))
    kept = sum(one.group is None and one.status == "earlier" for one in after.figures)
    assert kept == foreseen.kept


def answer_to(value: ValueType) -> object:
    match value:
        case WholeValue(high=highest):
            return 5 if highest is None else highest
        case TruthValue():
            return True
        case CodeValue(options):
            return options[0].code
        case CodesValue(options):
            return [one.code for one in options]
        case TextValue():
            return "texte"
        case _:
            assert_never(value)
