"""Publishing by the command line: what was published before decides what may be said after a late return."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import surveykit as sk
from surveykit.cli import surveykit
from surveykit.register import EventKind
from surveykit.rehearsal import simulated

SURVEY = "reseaux_2014"
Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SURVEYKIT_REGISTER", raising=False)

    def call(*words: str, code: int = 0) -> Result:
        result = CliRunner().invoke(surveykit, list(words), standalone_mode=False)
        assert result.exception is None or isinstance(result.exception, sk.SurveykitError), result.exception
        assert (2 if result.exception else result.return_value or 0) == code, f"{words}\n{result.output}"
        return result

    call("simulate", SURVEY, "--to", "json", "--seed", "5", "-o", "all")
    early = sorted(Path("all").iterdir())[:-1]
    call("collect", SURVEY, *map(str, early))
    return call


def figures(result: Result) -> dict[str, dict[str, Any]]:
    return {one["id"]: one for one in json.loads(result.stdout)["figures"] if one["group"] is None}


def come_late(run: Run) -> None:
    run("collect", SURVEY, str(max(Path("all").iterdir())))


def test_without_publishing_a_late_return_changes_the_figures(run: Run) -> None:
    before = figures(run("aggregate", SURVEY))
    run("report", SURVEY, "--to", "docx", "--draft", "-o", "bilan.docx")
    come_late(run)
    after = figures(run("aggregate", SURVEY))
    assert before["reseaux_aujourdhui"]["status"] == after["reseaux_aujourdhui"]["status"] == "published"
    assert after["reseaux_aujourdhui"]["value"] > before["reseaux_aujourdhui"]["value"]


def release(run: Run, output: str, *words: str) -> Result:
    return run("publish", SURVEY, "--to", "docx", "-o", output, "--yes", "--simulated", *words)


def test_after_a_release_one_late_return_is_not_told_by_the_difference(run: Run) -> None:
    before = figures(run("aggregate", SURVEY))["reseaux_aujourdhui"]
    assert "recorded as release 1" in release(run, "bilan.docx").stderr
    assert "the same as release 1" in release(run, "encore.docx").stderr
    assert Path("bilan.docx").read_bytes() == Path("encore.docx").read_bytes()
    come_late(run)
    late = figures(run("aggregate", SURVEY, "--audit", "audit.json"))
    assert late["reseaux_aujourdhui"]["status"] == "earlier"
    assert (late["reseaux_aujourdhui"]["value"], late["reseaux_aujourdhui"]["answered"]) == (
        before["value"],
        before["answered"],
    )
    assert late["taux_reponse"]["value"] == 1.0
    audit = json.loads(Path("audit.json").read_text(encoding="utf-8"))
    assert (audit["differences"], len(audit["earlier_releases"])) == ("releases", 1)
    (ruling,) = (one for one in audit["withheld"] if (one["id"], one["group"]) == ("reseaux_aujourdhui", None))
    assert (ruling["rule"], ruling["as_of"]) == ("differences", late["reseaux_aujourdhui"]["as_of"])
    assert any(one.startswith("release 1 of ") for one in ruling["against"])


def test_figures_are_recorded_by_publishing_them_and_by_nothing_else(run: Run) -> None:
    run("aggregate", SURVEY, "--by", "ensemble", "-o", "f.json")
    survey = sk.load_survey(SURVEY)
    with sk.open_register(f"{SURVEY}.sqlite", survey) as campaign:
        assert campaign.register.releases() == ()
    assert "recorded as release 1" in release(run, "bilan.docx", "--by", "ensemble").stderr
    again = figures(run("aggregate", SURVEY))
    assert again["reseaux_aujourdhui"]["status"] == "published", "the same answers once more"
    with sk.open_register(f"{SURVEY}.sqlite", survey) as campaign:
        assert [one.kind for one in campaign.register.events()][-1] is EventKind.RELEASED


def test_a_release_computed_beside_another_is_judged_again_after_it(run: Run) -> None:
    survey = sk.load_survey(SURVEY)
    with sk.open_register(f"{SURVEY}.sqlite", survey) as campaign:
        whole = sk.disclose(survey, sk.aggregate(survey, campaign))
        split = sk.disclose(survey, sk.aggregate(survey, campaign, by="ensemble"))
        sk.publish(campaign, whole, {"json": "whole.json"}, simulated=True)
        again = sk.disclose(survey, sk.aggregate(survey, campaign, by="ensemble"))
        assert (split.figures, split.audit.earlier) == (again.figures, ())
        assert again.audit.earlier == (campaign.register.release(1).name,)
        assert sk.publish(campaign, split, {"json": "split.json"}, simulated=True).id == 2
        come_late(run)
        with pytest.raises(sk.UsageError, match="aggregate and disclose again"):
            sk.publish(campaign, split, {"json": "split.json"}, simulated=True)


def test_most_figures_of_the_first_survey_are_still_said(run: Run) -> None:
    """On simulated returns one question in fifteen is left open: nine totals in ten and two groups in three stay."""
    come_late(run)
    survey = sk.load_survey(SURVEY)
    assert len([*simulated(survey, 5)]) == 26
    with sk.open_register(f"{SURVEY}.sqlite", survey) as campaign:
        for by in (None, "ensemble"):
            release = sk.disclose(survey, sk.aggregate(survey, campaign, by=by))
            said = [one for one in release.figures if one.status == "published"]
            assert sum(one.group is None for one in said) >= 22
            assert by is None or sum(one.group is not None for one in said) >= 34
            assert release["reseaux_aujourdhui"].status == "published", "the first key figure goes last"
