"""The returns of a respondent together: what is told of them, who decides, and what the commands say."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from msgspec.structs import replace

from small_survey import small_survey
from surveykit.cli import surveykit
from surveykit.compose.points import points_of
from surveykit.errors import UsageError
from surveykit.findings import Finding, Severity
from surveykit.ids import FieldId
from surveykit.model import Collection, Purpose, Survey
from surveykit.pipeline import (
    Campaign,
    Mailing,
    Rereading,
    Signature,
    drafts,
    findings,
    load_survey,
    open_register,
    read_otherwise,
    recipients,
    render,
    rereading_data,
    returns_data,
    status_data,
    status_file,
)
from surveykit.register import Outcome
from surveykit.responses import Answered
from word_returns import fill

SURVEY = small_survey()
MAY = datetime(2024, 5, 1, 12, tzinfo=UTC)


@pytest.fixture
def campaign(tmp_path: Path) -> Campaign:
    return open_register(tmp_path / "r.sqlite", SURVEY)


def put(folder: Path, name: str, day: float, respondent: str = "brest", **answers: object) -> Path:
    path = folder / name
    held = {"survey": SURVEY.id, "edition": SURVEY.edition, "respondent": respondent, "answers": answers}
    path.write_text(json.dumps(held), "utf-8")
    moment = (MAY + timedelta(days=day)).timestamp()
    os.utime(path, (moment, moment))
    return path


def told(campaign: Campaign, *codes: str) -> list[Finding]:
    return [one for one in campaign.findings() if one.code in codes]


def test_a_change_that_nobody_asked_for_is_a_warning_that_shows_both_answers(
    campaign: Campaign, tmp_path: Path
) -> None:
    campaign.collect(put(tmp_path, "a.json", 0, q1_ateliers=10), put(tmp_path, "b.json", 1, q1_ateliers=12))
    (found,) = told(campaign, "two_files")
    assert found.severity is Severity.WARNING
    for part in ("a.json", "b.json", "1er mai 2024", "2 mai 2024", "1 (10 ateliers → 12 ateliers)"):
        assert part in found.message.replace("\u00a0", " "), part
        assert part in (found.asked or "").replace("\u00a0", " "), part
    assert found.place.respondent == "brest"


def test_a_correction_that_was_asked_for_is_an_information(campaign: Campaign, tmp_path: Path) -> None:
    campaign.collect(put(tmp_path, "a.json", 0, q1_ateliers="10 ou 12"), put(tmp_path, "b.json", 1, q1_ateliers=12))
    (found,) = told(campaign, "two_files")
    assert (found.severity, found.asked) == (Severity.INFO, None)


def test_a_change_that_a_later_return_took_back_is_asked_of_nobody(campaign: Campaign, tmp_path: Path) -> None:
    for day, number in enumerate((10, 12, 11)):
        campaign.collect(put(tmp_path, f"{day}.json", day, q1_ateliers=number, q3_satisfaction=4))
    assert [(one.severity, one.slots["name"]) for one in told(campaign, "two_files")] == [
        (Severity.WARNING, "2.json"),
        (Severity.INFO, "1.json"),
    ]
    campaign.correct("brest", "q1_ateliers", "11", who="A", why="phone")
    assert {one.severity for one in told(campaign, "two_files")} == {Severity.INFO}


def test_a_change_that_stands_is_asked_of_the_file_that_counts(campaign: Campaign, tmp_path: Path) -> None:
    for day, (number, level) in enumerate(((10, 3), (12, 3), (12, 5))):
        campaign.collect(put(tmp_path, f"{day}.json", day, q1_ateliers=number, q3_satisfaction=level))
    found = told(campaign, "two_files")
    assert {(one.severity, one.slots["former"], one.slots["name"]) for one in found} == {
        (Severity.WARNING, "0.json", "2.json"),
        (Severity.WARNING, "1.json", "2.json"),
    }
    assert {tuple(one.slots["changes"]) for one in found} == {  # type: ignore[arg-type]
        ("1 (10\u00a0ateliers → 12\u00a0ateliers)",),
        ("3 (3 → 5)",),
    }


def test_of_two_files_of_one_moment_none_is_said_to_be_later(campaign: Campaign, tmp_path: Path) -> None:
    campaign.collect(put(tmp_path, "a.json", 0, q1_ateliers=10), put(tmp_path, "b.json", 0, q1_ateliers=12))
    (found,) = told(campaign, "two_files")
    assert "récent" not in f"{found.message} {found.asked}"
    assert "même moment" in found.message
    assert (found.asked or "").startswith("Nous avons reçu de votre part deux fichiers enregistrés au même moment")


def test_two_lines_of_one_file_are_told_apart(campaign: Campaign, tmp_path: Path) -> None:
    path = tmp_path / "lot.jsonl"
    held = (
        {"survey": SURVEY.id, "edition": SURVEY.edition, "respondent": "brest", "answers": {"q1_ateliers": one}}
        for one in (10, 12)
    )
    path.write_text("\n".join(map(json.dumps, held)), "utf-8")
    campaign.collect(path)
    (found,) = told(campaign, "two_files")
    assert (found.slots["former"], found.slots["name"]) == ("lot.jsonl, ligne 1", "lot.jsonl, ligne 2")


def test_the_same_answers_again_are_not_told(campaign: Campaign, tmp_path: Path) -> None:
    campaign.collect(put(tmp_path, "a.json", 0, q1_ateliers=10), put(tmp_path, "b.json", 1, q1_ateliers="10"))
    assert told(campaign, "two_files", "return_waits") == []


def test_an_older_file_that_comes_later_changes_nothing_and_is_told(campaign: Campaign, tmp_path: Path) -> None:
    campaign.collect(put(tmp_path, "new.json", 5, q1_ateliers=15))
    (late,) = campaign.collect(put(tmp_path, "old.json", 1, q1_ateliers=12)).files
    assert (late.outcome, late.already) == (Outcome.SUPERSEDED, False)
    assert [one.code for one in late.findings] == ["two_files"]
    assert campaign.responses()[0].response.values()["q1_ateliers"] == 15


def test_half_by_one_and_half_by_another_wait_for_a_person(campaign: Campaign, tmp_path: Path) -> None:
    campaign.collect(put(tmp_path, "Paul.json", 0, q1_ateliers=12, q3_satisfaction=4))
    report = campaign.collect(put(tmp_path, "Anne.json", 1, q7_observations="Un pilotage régional"))
    assert report.needs_a_person
    (found,) = told(campaign, "return_waits")
    assert found.severity is Severity.ERROR
    assert found.slots["lost"] == ["1", "3"]
    assert found.asked is not None
    assert found.asked.endswith("?")
    assert "surveykit" not in found.asked
    assert "surveykit correct" in found.message
    assert found.asked.replace("\u202f", " ").endswith("ou le second complète-t-il le premier (n°\u00a07) ?")
    (row,) = [one for one in campaign.status(date(2024, 6, 1)).rows if one.respondent.code == "brest"]
    assert (row.file, row.returns, row.waiting) == ("Paul.json", 1, 1)


def test_what_the_other_file_answers_is_not_asked_for(campaign: Campaign, tmp_path: Path) -> None:
    paul = put(tmp_path, "Paul.json", 0, q1_ateliers=12, q5_charte=True)
    campaign.collect(paul)
    assert [one.place.field for one in campaign.findings() if one.asked_back] == ["q5_signataires"]
    campaign.collect(put(tmp_path, "Anne.json", 1, q5_charte=True, q5_signataires=8))
    assert [one.code for one in campaign.findings() if one.asked_back] == ["return_waits"]
    campaign.settle("brest", "Paul.json", who="Mme Petit", why="by telephone")
    assert [one.place.field for one in campaign.findings() if one.asked_back] == ["q5_signataires"]


def test_a_respondent_is_asked_once_which_file_counts(campaign: Campaign, tmp_path: Path) -> None:
    campaign.collect(
        put(tmp_path, "a.json", 0, q1_ateliers=10, q2_matin=2), put(tmp_path, "b.json", 1, q1_ateliers=11, q2_matin=2)
    )
    assert [one.requests for one in points_of(campaign.findings()) if "deux fichiers" in one.request] != []
    campaign.collect(put(tmp_path, "c.json", 2, q1_ateliers=11))
    assert {one.severity for one in told(campaign, "two_files", "return_waits")} == {Severity.WARNING, Severity.ERROR}
    (point,) = [one for one in points_of(campaign.findings()) if "deux fichiers" in one.request]
    assert "c.json" in point.request


@pytest.mark.parametrize("keep", ["2", "Anne.json", "reference"])
def test_a_person_decides_by_number_file_or_reference(campaign: Campaign, tmp_path: Path, keep: str) -> None:
    campaign.collect(put(tmp_path, "Paul.json", 0, q1_ateliers=12), put(tmp_path, "Anne.json", 1, q3_satisfaction=4))
    (theirs,) = campaign.returns("brest")
    name = theirs.records[1].record.reference[:6] if keep == "reference" else keep
    made = campaign.settle("brest", name, who="Mme Petit", why="by telephone")
    assert len(made.among) == 2
    assert told(campaign, "return_waits", "two_files") == []
    assert set(campaign.responses()[0].response.values()) == {"q3_satisfaction"}
    for wrong in ("9", "Jean.json", "zzzz", ""):
        with pytest.raises(UsageError, match="names no return"):
            campaign.settle("brest", wrong, who="x", why="y")


@pytest.mark.parametrize("keep", ["Anne (2).json", "Re\u0301ponse d’Anne.json", "returns/Anne.json"])
def test_a_copy_and_a_path_name_the_same_return(campaign: Campaign, tmp_path: Path, keep: str) -> None:
    anne = put(tmp_path, "Anne.json", 1, q3_satisfaction=4)
    campaign.collect(put(tmp_path, "Paul.json", 0, q1_ateliers=12), anne)
    for name in ("Anne (2).json", "R\u00e9ponse d’Anne.json"):
        copy = Path(shutil.copy(anne, tmp_path / name))
        campaign.collect(copy)
    campaign.settle("brest", keep, who="Mme Petit", why="by telephone")
    assert set(campaign.responses()[0].response.values()) == {"q3_satisfaction"}


def test_whose_a_file_is_can_be_said_again_and_is_never_passed_over(campaign: Campaign, tmp_path: Path) -> None:
    nobody = put(tmp_path, "anonyme.json", 0, None, q1_ateliers=12)  # type: ignore[arg-type]
    for code in ("brest", "caen"):
        (outcome,) = campaign.collect(nobody, respondent=code, who="Mme Petit").files
        assert [one.respondent for one in outcome.responses] == [code]
        assert [one.respondent for one in campaign.responses()] == [code]
    own = put(tmp_path, "dijon.json", 0, "dijon", q1_ateliers=12)
    campaign.collect(own)
    with pytest.raises(UsageError, match="copy of dijon, not of brest"):
        campaign.collect(own, respondent="brest")


def test_a_name_of_two_files_decides_nothing(campaign: Campaign, tmp_path: Path) -> None:
    for folder, answers in (("a", {"q1_ateliers": 12}), ("b", {"q3_satisfaction": 4})):
        (tmp_path / folder).mkdir()
        campaign.collect(put(tmp_path / folder, "brest.json", 0, **answers))
    with pytest.raises(UsageError, match="several returns"):
        campaign.settle("brest", "brest.json", who="x", why="y")


def test_a_path_tells_two_files_of_one_name_apart(campaign: Campaign, tmp_path: Path) -> None:
    for folder, answers in (("a", {"q1_ateliers": 12}), ("b", {"q3_satisfaction": 4})):
        (tmp_path / folder).mkdir()
        put(tmp_path / folder, "brest.json", 0, **answers)
    campaign.collect(tmp_path)
    campaign.settle("brest", "b/brest.json", who="x", why="y")
    assert set(campaign.responses()[0].response.values()) == {"q3_satisfaction"}


def test_a_signed_correction_is_not_taken_back_by_a_return(campaign: Campaign, tmp_path: Path) -> None:
    campaign.collect(put(tmp_path, "a.json", 0, q1_ateliers=10))
    campaign.correct("brest", "q1_ateliers", "11", who="A", why="phone")
    campaign.collect(put(tmp_path, "b.json", 1, q1_ateliers=10, q3_satisfaction=4))
    (found,) = told(campaign, "return_waits")
    assert found.slots["corrected"] == ["1"]
    assert "retenu avec vous à la suite de" in (found.asked or "")
    assert "1 (11 ateliers → 10 ateliers). Lequel des deux faut-il retenir" in (found.asked or "").replace(
        "\u00a0", " "
    )
    assert campaign.responses()[0].response.values()["q1_ateliers"] == 11


def test_a_signed_correction_that_a_return_confirmed_is_not_taken_back_by_the_next(
    campaign: Campaign, tmp_path: Path
) -> None:
    campaign.collect(put(tmp_path, "a.json", 0, q1_ateliers="10 ou 12"))
    campaign.correct("brest", "q1_ateliers", "12", who="A", why="phone")
    campaign.collect(put(tmp_path, "b.json", 1, q1_ateliers=12, q3_satisfaction=4))
    assert told(campaign, "return_waits") == []
    campaign.collect(put(tmp_path, "c.json", 2, q1_ateliers=10, q3_satisfaction=4))
    (found,) = told(campaign, "return_waits")
    assert (found.place.file, found.slots["kept"], found.slots["corrected"]) == ("c.json", "b.json", ["1"])
    (theirs,) = campaign.returns("brest")
    (change,) = returns_data(SURVEY, [theirs])[2]["differs"]  # type: ignore[misc]
    assert (change["field"], change["corrected"]) == ("q1_ateliers", True)


def test_what_was_confirmed_once_is_not_asked_again_of_the_next_return(campaign: Campaign, tmp_path: Path) -> None:
    campaign.collect(put(tmp_path, "a.json", 0, q1_ateliers="environ 12"))
    assert [one.code for one in campaign.findings() if one.asked_back] == ["approximate"]
    campaign.correct("brest", "q1_ateliers", "12", who="A", why="phone")
    campaign.collect(put(tmp_path, "b.json", 1, q1_ateliers="environ 12", q3_satisfaction=4))
    (current,) = campaign.responses()
    assert (current.file_name, [one.code for one in campaign.findings() if one.asked_back]) == ("b.json", ["two_files"])
    assert current.response.answers[FieldId("q1_ateliers")] == Answered(12, to_confirm=False)
    campaign.collect(put(tmp_path, "c.json", 2, q1_ateliers="environ 13", q3_satisfaction=4))
    assert [one.code for one in told(campaign, "return_waits")] == ["return_waits"]


@pytest.mark.parametrize(("second", "severity"), [("B", Severity.WARNING), ("A", Severity.INFO)])
def test_corrections_that_contradict_each_other_are_told(
    campaign: Campaign, tmp_path: Path, second: str, severity: Severity
) -> None:
    campaign.collect(put(tmp_path, "a.json", 0, q1_ateliers=10))
    campaign.correct("brest", "q1_ateliers", "11", who="A", why="phone")
    assert told(campaign, "corrections_differ") == []
    campaign.correct("brest", "q1_ateliers", "12", who=second, why="mail")
    (found,) = told(campaign, "corrections_differ")
    assert (found.severity, found.place.field, found.asked) == (severity, "q1_ateliers", None)
    assert "(A)" in found.message
    assert f"({second})" in found.message


def test_corrections_that_contradict_each_other_are_told_until_the_last_is_signed_again(
    campaign: Campaign, tmp_path: Path
) -> None:
    campaign.collect(put(tmp_path, "a.json", 0, q1_ateliers=10))
    told_then = []
    for who, text in (("A", "11"), ("B", "12"), ("A", "11"), ("B", "11")):
        campaign.correct("brest", "q1_ateliers", text, who=who, why="phone")
        told_then.append([(one.severity, one.slots["who"]) for one in told(campaign, "corrections_differ")])
    warned = Severity.WARNING
    assert told_then == [[], [(warned, "B")], [(warned, "A")], [(Severity.INFO, "A")]]


def test_an_untouched_form_is_no_return_in_any_format(campaign: Campaign, tmp_path: Path) -> None:
    for to in ("docx", "html"):
        path = tmp_path / f"brest.{to}"
        path.write_bytes(render(SURVEY, to, respondent="brest"))
        (outcome,) = campaign.collect(path).files
        assert outcome.outcome is Outcome.UNTOUCHED
        assert outcome.findings == ()
    assert {one.severity for one in told(campaign, "untouched_form")} == {Severity.WARNING}
    status = campaign.status(date(2024, 6, 1))
    assert status.returned == 0
    (row,) = [one for one in status.rows if one.respondent.code == "brest"]
    assert (row.returned, row.untouched_at is None) == (False, False)
    assert "sans réponse" in status_file(SURVEY, status, 0, "html").decode()
    mailing = Mailing(Purpose.REMINDER, date(2024, 5, 2))
    (mail,) = [
        one for one in drafts(SURVEY, mailing, recipients(SURVEY, mailing, campaign)) if one.respondent.code == "brest"
    ]
    text = message_from_bytes(mail.data, policy=default).get_body()
    assert text is not None
    assert "ne comporte aucune réponse" in text.get_content()


def test_a_form_with_a_word_beside_its_fields_or_a_contact_is_touched(campaign: Campaign, tmp_path: Path) -> None:
    form = render(SURVEY, "docx", respondent="brest")
    (tmp_path / "a.docx").write_bytes(fill(form, {"contact_nom": "Anne"}))
    (outcome,) = campaign.collect(tmp_path / "a.docx").files
    assert outcome.outcome is Outcome.READ
    assert "empty_form" in [one.code for one in campaign.findings()]


def test_a_blank_copy_given_to_a_respondent_by_hand_erases_nothing(campaign: Campaign, tmp_path: Path) -> None:
    campaign.collect(put(tmp_path, "a.json", 0, q1_ateliers=10))
    (tmp_path / "blank.docx").write_bytes(render(SURVEY, "docx"))
    campaign.collect(tmp_path / "blank.docx", respondent="brest")
    assert campaign.responses()[0].response.values() == {"q1_ateliers": 10}
    assert [one.severity for one in told(campaign, "untouched_form")] == [Severity.INFO]


def _row(campaign: Campaign) -> dict[str, object]:
    data = status_data(campaign.survey, campaign.status(date(2024, 9, 1)), 0)
    rows = data["respondents"]
    assert isinstance(rows, list)
    (row,) = [one for one in rows if one["respondent"] == "brest"]
    assert isinstance(row, dict)
    return row


def test_delay_is_that_of_the_first_complete_return(campaign: Campaign, tmp_path: Path) -> None:
    late = (SURVEY.collection.deadline - MAY.date()).days + 9
    campaign.collect(put(tmp_path, "a.json", 0, q1_ateliers=10), put(tmp_path, "b.json", late, q1_ateliers=12))
    row = _row(campaign)
    assert (row["days_late"], row["version"]) == (0, 2)
    assert str(row["complete_at"]).startswith("2024-05-01")
    assert row["returned_at"] == row["corrected_at"]
    assert row["corrected_at"] == (MAY + timedelta(days=late)).isoformat()


def test_a_first_return_with_little_in_it_was_not_complete(campaign: Campaign, tmp_path: Path) -> None:
    late = (SURVEY.collection.deadline - MAY.date()).days + 9
    whole = {"q1_ateliers": 10, "q3_satisfaction": 4, "q5_charte": True, "q7_observations": "Oui"}
    campaign.collect(put(tmp_path, "a.json", 0, q1_ateliers=10), put(tmp_path, "b.json", late, **whole))
    assert (_row(campaign)["days_late"], _row(campaign)["corrected_at"]) == (10, None)


def _in_zone(name: str) -> Survey:
    collection = SURVEY.collection.model_copy(update={"timezone": name})
    return SURVEY.model_copy(update={"collection": collection})


@pytest.mark.parametrize(
    ("zone", "late"), [("Europe/Paris", 1), ("UTC", 0), ("Indian/Reunion", 1), ("America/Cayenne", 0)]
)
def test_days_are_those_of_the_survey_s_time_zone(tmp_path: Path, zone: str, late: int) -> None:
    """Half past midnight in Paris on the day of the deadline."""
    deadline = SURVEY.collection.deadline
    moment = datetime(deadline.year, deadline.month, deadline.day, tzinfo=UTC) - timedelta(minutes=90)
    with open_register(tmp_path / "r.sqlite", _in_zone(zone)) as campaign:
        campaign.collect(put(tmp_path, "a.json", (moment - MAY) / timedelta(days=1), q1_ateliers=10))
        assert _row(campaign)["days_late"] == late
        shown = status_file(campaign.survey, campaign.status(date(2024, 9, 1)), 0, "html").decode()
        local = deadline if late else deadline - timedelta(days=1)
        assert f"{local:%d/%m/%Y}" in shown


def test_a_time_zone_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        Collection(deadline=date(2024, 1, 1), addresses=("a@b.fr",), timezone="Europe/Pari")


def test_what_returns_say_is_told_in_data(campaign: Campaign, tmp_path: Path) -> None:
    campaign.collect(
        put(tmp_path, "a.json", 0, q1_ateliers=10, q3_satisfaction=4),
        put(tmp_path, "b.json", 1, q1_ateliers=12),
        put(tmp_path, "c.json", 2),
    )
    first, second, third = returns_data(SURVEY, campaign.returns("brest"))
    assert [one["state"] for one in (first, second, third)] == ["counts", "waits", "untouched"]
    assert [one["number"] for one in (first, second, third)] == [1, 2, 3]
    assert first["differs"] == third["differs"] == []
    assert isinstance(second["differs"], list)
    assert [(one["field"], one["lost"]) for one in second["differs"]] == [
        ("q1_ateliers", False),
        ("q3_satisfaction", True),
    ]
    assert campaign.returns("caen") == ()


Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SURVEYKIT_REGISTER", raising=False)

    def call(*words: str, code: int = 0) -> Result:
        done = CliRunner().invoke(surveykit, list(words), standalone_mode=False)
        assert (2 if done.exception else done.return_value or 0) == code, f"{words}\n{done.output}{done.exception}"
        return done

    return call


def test_the_commands_show_and_settle(run: Run, tmp_path: Path) -> None:
    survey = "reseaux_2014"
    for number, (name, answers) in enumerate({"Paul": {"q1_diagnostic": 12}, "Anne": {"q14_anciens": 2}}.items()):
        held = {"survey": survey, "edition": "2014", "respondent": "corse", "answers": answers}
        path = tmp_path / f"{name}.json"
        path.write_text(json.dumps(held), "utf-8")
        moment = (MAY + timedelta(days=number)).timestamp()
        os.utime(path, (moment, moment))
    run("collect", survey, "Paul.json", "Anne.json", code=1)
    assert "waits" in run("returns", survey).output
    rows = json.loads(run("returns", survey, "--respondent", "corse", "--json").stdout)
    assert [(one["file"], one["counts"]) for one in rows] == [("Paul.json", True), ("Anne.json", False)]
    assert "surveykit returns, then settle" in run("status", survey).output
    run("settle", survey, "corse", "--keep", rows[1]["return"], "--why", "téléphone", "--who", "Mme Petit")
    rows = json.loads(run("returns", survey, "--json").stdout)
    assert [(one["state"], one["decision"]["who"]) for one in rows] == [
        ("replaced", "Mme Petit"),
        ("counts", "Mme Petit"),
    ]
    assert "Mme Petit: téléphone" in run("returns", survey).output
    run("settle", survey, "corse", "--keep", "7", "--why", "x", code=2)
    run("settle", survey, "corsica", "--keep", "1", "--why", "x", code=2)


def test_what_this_version_reads_otherwise_is_listed_and_taken_when_told(run: Run, tmp_path: Path) -> None:
    survey = "reseaux_2014"
    run("simulate", survey, "--to", "json", "--seed", "3", "-n", "2", "-o", "in")
    run("collect", survey, "in")
    register = f"{survey}.sqlite"
    assert json.loads(run("register", "reread", register, "--json").stdout) == []
    with open_register(register, surveykit_survey()) as campaign:
        current = campaign.responses()[0]
        field = next(code for code, one in current.response.answers.items() if _is_text(one))
        earlier = replace(current.original, answers={**current.original.answers, field: Answered("misread")})
        campaign.register.reread(current.id, earlier, (), "an earlier version", "as it read then")
    (found,) = json.loads(run("register", "reread", register, "--json", code=1).stdout)
    assert (found["kind"], found["respondent"]) == ("answers", current.respondent)
    assert [(one["field"], one["before"]) for one in found["changes"]] == [(field, "misread")]
    assert "lu autrement" in run("register", "reread", register, code=1).output
    run("register", "reread", register, "--who", "Mme Petit", code=2)
    run("register", "reread", register, "--who", "Mme Petit", "--why", "version 2")
    with open_register(register, surveykit_survey()) as campaign:
        assert campaign.responses()[0].response.answers == current.response.answers
    assert json.loads(run("register", "reread", register, "--json").stdout) == []


def test_a_reading_that_is_sure_now_is_shown_with_what_it_was(tmp_path: Path) -> None:
    with open_register(tmp_path / "r.sqlite", SURVEY) as campaign:
        campaign.collect(put(tmp_path, "a.json", 0, q1_ateliers=12, contact_nom="Anne"))
        (current,) = campaign.responses()
        answers = {**current.original.answers, FieldId("q1_ateliers"): Answered(12, "12 ateliers", to_confirm=True)}
        earlier = replace(current.original, answers=answers, contact={FieldId("contact_nom"): "Ann"})
        campaign.register.reread(current.id, earlier, (), "an earlier version", "as it read then")
        (one,) = rereading_data(SURVEY, read_otherwise(SURVEY, campaign.register))
    assert one["changes"] == [
        {"field": "contact_nom", "before": "Ann", "after": "Anne"},
        {
            "field": "q1_ateliers",
            "before": "12\u00a0ateliers (Réponse à confirmer)",
            "after": "12\u00a0ateliers (Réponse)",
        },
    ]


def test_a_refused_file_that_is_read_now_is_taken_too(tmp_path: Path) -> None:
    path = put(tmp_path, "a.json", 0, q1_ateliers=10)
    with open_register(tmp_path / "r.sqlite", SURVEY) as campaign:
        record = campaign.register.add_file(path.read_bytes(), "a.json")
        campaign.register.record_refusal(record, "not_json", "Illisible.", "Renvoyez-le.")
        (found,) = read_otherwise(SURVEY, campaign.register)
        assert (found.kind, found.respondent) == (Rereading.NOW_READ, "brest")
        assert campaign.responses() == ()
        read_otherwise(SURVEY, campaign.register, Signature("A", "version 2"))
        assert campaign.responses()[0].response.values() == {"q1_ateliers": 10}


def _is_text(answer: object) -> bool:
    return isinstance(answer, Answered) and isinstance(answer.value, str) and " " in answer.value


def surveykit_survey() -> Survey:
    return load_survey("reseaux_2014")


def test_the_findings_of_one_respondent_are_those_among_all(campaign: Campaign, tmp_path: Path) -> None:
    campaign.collect(
        put(tmp_path, "a.json", 0, q1_ateliers=10),
        put(tmp_path, "b.json", 1, q3_satisfaction=4),
        put(tmp_path, "c.json", 1, "caen", q1_ateliers="3 ou 4"),
    )
    every = findings(campaign)
    for respondent in ("brest", "caen"):
        assert findings(campaign, respondent) == tuple(one for one in every if one.place.respondent == respondent)
