"""Law: what a session shows of confidential values never has a respondent's code, name or words in it."""

from __future__ import annotations

import inspect
import io
import re
import traceback
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from types import ModuleType

import pytest
from hypothesis import given
from msgspec import Struct
from rich.console import Console
from rich.pretty import Pretty

import surveykit as sk
from small_survey import small_survey
from strategies import responses
from surveykit.brief import Brief, Discreet, in_full
from surveykit.disclosure import unprotected
from surveykit.pipeline import ExportFormat, coding_standing, export
from surveykit.pipeline.coding import import_coding
from surveykit.rehearsal import coded_workbook, filled_form, simulated
from surveykit.responses import Response

CONFIDENTIAL = ("coded", "coding.standings", "register.records", "responses.answers", "results", "results.memberships")
PUBLIC = {
    "SettlementRecord": "a decision between returns, without an answer",
    "Blank": "says that nothing was answered, and of nobody",
    "Missing": "says that nothing was answered, and of nobody",
    "Certain": "follows from the definition",
    "Group": "a group of the definition",
    "Piece": "follows from the definition",
    "Terms": "follows from the definition",
    "Departure": "what somebody said of a release, signed",
    "Writing": "who wrote a release to files once more, and when",
    "WrittenFile": "the name of a file that was sent out",
    "Event": "what happened to a register, for whoever keeps it: it is made to be read, and holds no answer",
    "FileRecord": "a file that came, for whoever keeps the register",
    "Refusal": "what to ask of the sender of a file",
}
SHORT = 200


def structs(module: ModuleType) -> Iterator[type[Struct]]:
    for _, one in inspect.getmembers(module, inspect.isclass):
        if issubclass(one, Struct) and one.__module__.startswith(module.__name__):
            yield one


@pytest.mark.parametrize("name", CONFIDENTIAL)
def test_every_value_that_holds_answers_is_discreet(name: str) -> None:
    found = {one.__name__: issubclass(one, Discreet) for one in structs(import_module(f"surveykit.{name}"))}
    assert any(found.values())
    assert [one for one, discreet in found.items() if discreet == (one in PUBLIC)] == []


def reachable(value: object) -> Iterator[Brief]:
    """Every brief value inside another, those that are looked up or counted too."""
    if isinstance(value, Brief):
        yield value
    if isinstance(value, Struct):
        for name in value.__struct_fields__:
            yield from reachable(getattr(value, name))
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from reachable(one)
    elif isinstance(value, tuple | list | frozenset):
        for one in value:
            yield from reachable(one)


def shown(value: object) -> str:
    """All that a prompt, a notebook, rich and an error message make of a value."""
    screen = Console(file=io.StringIO(), width=10_000)
    screen.print(value)
    screen.print(Pretty([value]))
    in_notebook = getattr(value, "_repr_html_", str)()
    traced = "".join(traceback.format_exception_only(AssertionError(value)))
    assert isinstance(screen.file, io.StringIO)
    return "\n".join((repr(value), str(value), f"{value}", in_notebook, screen.file.getvalue(), traced))


def every_way(values: Iterable[Brief]) -> set[str]:
    """All that is shown of values; of those of one class whose line is the same, one is shown in every way."""
    return {shown(one) for one in {(type(one), repr(one)): one for one in values}.values()}


def secrets(survey: sk.Survey, register: sk.Campaign) -> re.Pattern[str]:
    """Every code and name of a respondent, and every text that one wrote."""
    people = survey.population.respondents
    texts = {one for each in register.responses() for one in each.response.values().values() if isinstance(one, str)}
    contacts = {one for each in register.responses() for one in each.response.contact.values()}
    words = {*(one.code for one in people), *(one.name for one in people), *texts, *contacts}
    return re.compile("|".join(rf"(?<!\w){re.escape(one)}(?!\w)" for one in sorted(words) if one.strip()))


@pytest.fixture(scope="module")
def survey() -> sk.Survey:
    return sk.load_survey("reseaux_2014")


@pytest.fixture(scope="module")
def register(survey: sk.Survey, tmp_path_factory: pytest.TempPathFactory) -> Iterator[sk.Campaign]:
    """A register with returns, a correction, coded texts, words cleared for quotation, and a release."""
    folder = tmp_path_factory.mktemp("shown")
    for respondent, response in simulated(survey, seed=4, number=24):
        (folder / f"{respondent.code}.json").write_bytes(filled_form(survey, response, "json"))
    (folder / "published").mkdir()
    with sk.open_register(folder / "bilan.sqlite", survey) as opened:
        opened.collect(folder)
        opened.correct("bretagne", "q2_aujourdhui", "31", who="Marie", why="par téléphone")
        book = coded_workbook(opened, "Marie", 4, cleared_by="Marie")
        assert import_coding(opened, book, "codage.xlsx", coder="Marie").recorded
        release = sk.disclose(survey, sk.aggregate(survey, opened, by="ensemble"))
        sk.publish(opened, release, {"json": folder / "published" / "figures.json"}, simulated=True)
        yield opened


@pytest.fixture(scope="module")
def results(survey: sk.Survey, register: sk.Campaign) -> sk.Results:
    return sk.aggregate(survey, register, by="ensemble")


def test_results_are_shown_by_their_counts(results: sk.Results) -> None:
    indicators = len({one.id for one in results.figures})
    assert repr(results) == (
        f"<Results of reseaux_2014/2014: {indicators} indicators, 24 of 26 returned; confidential>"
    )
    assert results._repr_html_() == (
        f"<code>&lt;Results of reseaux_2014/2014: {indicators} indicators, 24 of 26 returned; confidential&gt;</code>"
    )


def test_nothing_that_results_hold_shows_a_respondent(
    survey: sk.Survey, register: sk.Campaign, results: sk.Results
) -> None:
    held, secret = list(reachable(results)), secrets(survey, register)
    kinds = {type(one).__name__ for one in held}
    assert {"Results", "Figure", "Memberships", "Pattern", "Entry", "EarlierRelease", "ClearedPassage"} <= kinds
    told = every_way(held)
    assert [found[0] for one in told if (found := secret.search(one))] == []
    assert max(map(len, told)) < 20 * SHORT
    # They are there all the same.
    everything = in_full(results)
    assert sum(one.respondent in everything for one in register.responses()) == results.returned


def test_nothing_else_that_a_register_gives_shows_an_answer(
    survey: sk.Survey, register: sk.Campaign, results: sk.Results
) -> None:
    secret = secrets(survey, register)
    given = [
        register,
        *register.responses(),
        *register.register.responses(),
        *register.register.corrections(),
        *register.register.releases(),
        *register.register.codings(),
        coding_standing(register),
        unprotected(survey, results),
        export(survey, [one.response for one in register.responses()], ExportFormat.CSV),
    ]
    briefs = [one for value in given for one in (value, *reachable(value))]
    told = every_way(briefs)
    assert {"CurrentResponse", "Correction", "ReleaseRecord", "RecordedCoding", "Standing", "Exported"} <= {
        type(one).__name__ for one in briefs
    }
    assert [found[0] for one in told if (found := secret.search(one))] == []


def test_a_release_shows_nobody(survey: sk.Survey, register: sk.Campaign, results: sk.Results) -> None:
    release = sk.disclose(survey, results)
    assert release.quotations
    assert secrets(survey, register).search(shown(release)) is None


def test_a_collection_is_shown_by_its_counts(register: sk.Campaign) -> None:
    again = register.collect(*sorted(register._path.parent.glob("*.json")))
    assert repr(again) == "<CollectReport of 24 files: 24 read>"
    assert all(len(shown(one)) < 20 * SHORT for one in again.files)


@given(responses(small_survey()))
def test_no_answer_is_shown(response: Response) -> None:
    values = response.values().values()
    answered = f"{len(values)} of {len(response.answers)} fields answered"
    assert {repr(one) for one in reachable(response)} <= {
        "<Answered confidential>",
        "<NothingToSay confidential>",
        "<NonResponse confidential>",
        "<Unreadable confidential>",
        f"<Response to {response.survey}/{response.edition}: {answered}; confidential>",
    }


def test_a_value_can_be_told_in_full_on_purpose() -> None:
    response = next(one for _, one in simulated(small_survey(), seed=1))
    assert f"respondent={response.respondent!r}" in in_full(response)
    told = in_full(response.answers)
    assert all(f"{code!r}: {in_full(answer)}" in told for code, answer in response.answers.items())
