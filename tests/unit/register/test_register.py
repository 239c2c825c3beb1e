from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from surveykit.errors import UsageError
from surveykit.findings import Finding, Place, Severity
from surveykit.ids import FieldId, OptionCode, RespondentCode
from surveykit.register import EventKind, FileRecord, Outcome, Register, ResponseRecord
from surveykit.register.encoding import decode_response, encode_response
from surveykit.responses import (
    Answer,
    Answered,
    Blank,
    Missing,
    NonResponse,
    NonResponseReason,
    Response,
    ReturnState,
    Unreadable,
)

START = datetime(2024, 6, 1, 8, 0, tzinfo=UTC)
BREST = RespondentCode("brest")
CAEN = RespondentCode("caen")
COUNT = FieldId("q1_nombre")


def ticking() -> Callable[[], datetime]:
    """A clock that tells one minute more each time that it is asked."""
    minutes = iter(range(100_000))
    return lambda: START + timedelta(minutes=next(minutes))


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    with Register.open(tmp_path / "campaign.sqlite", "ateliers", "2024", now=ticking()) as opened:
        yield opened


def response(respondent: str | None = "brest", count: int = 3) -> Response:
    answers: dict[FieldId, Answer] = {
        COUNT: Answered(count, raw=f"{count} environ", to_confirm=True),
        FieldId("q2_themes"): Answered(frozenset({OptionCode("sommeil"), OptionCode("sport")}), raw="☒ ☒"),
        FieldId("q3_oui"): Answered(value=True, raw="oui"),
        FieldId("q4_texte"): Answered("l’été\n« œuf » 🙂", raw=" l’été\r\n« œuf » 🙂 "),
        FieldId("q5"): Blank(),
        FieldId("q6"): NonResponse(NonResponseReason.NOT_COMMUNICATED, raw="n.c."),
        FieldId("q7"): Unreadable("une douzaine"),
        FieldId("q8"): Missing(),
    }
    code = None if respondent is None else RespondentCode(respondent)
    return Response("ateliers", "2024", code, answers, {FieldId("contact_nom"): "Mme Le Goff"})


def collect(register: Register, data: bytes, given: Response) -> ResponseRecord:
    return register.record_response(register.add_file(data, f"{data.decode()}.docx"), 0, given)


def test_a_file_is_kept_whole_under_its_first_name(register: Register) -> None:
    modified = datetime(2024, 5, 1, 12, 0, tzinfo=UTC)
    added = register.add_file(b"bytes\0of\xffa form", "Réponse Brest.DOCX", modified=modified)
    assert (added.name, added.size, added.format, added.modified_at) == (
        "Réponse Brest.DOCX",
        15,
        "docx",
        modified,
    )
    assert added.outcome is Outcome.PENDING
    assert not added.already
    assert register.content(added.sha256) == b"bytes\0of\xffa form"
    assert register.files() == (added,)


def test_the_reader_may_name_the_format(register: Register) -> None:
    assert register.add_file(b"a", "sans_suffixe", file_format="pdf").format == "pdf"
    assert register.add_file(b"b", "sans_suffixe").format == ""


def test_the_same_bytes_are_collected_once(register: Register) -> None:
    first = collect(register, b"a", response())
    again = register.add_file(b"a", "a.docx")
    assert again.already
    assert again.outcome is Outcome.READ
    assert len(register.files()) == 1
    second = register.record_response(again, 0, response())
    assert second.already
    assert second.id == first.id
    assert len(register.responses()) == 1
    assert [event.kind for event in register.events()] == [EventKind.COLLECTED, EventKind.RECORDED]


def test_another_name_of_the_same_bytes_is_noted_once(register: Register) -> None:
    collect(register, b"a", response())
    for name in ("a.docx", "copie de a.docx", "copie de a.docx"):
        assert register.add_file(b"a", name).name == "a.docx"
    seen = [event.detail for event in register.events() if event.kind is EventKind.SEEN_AGAIN]
    assert seen == ["copie de a.docx"]


def test_a_file_of_which_nothing_was_recorded_is_to_be_read_again(register: Register) -> None:
    register.add_file(b"a", "a.docx")
    again = register.add_file(b"a", "a.docx")
    assert (again.already, again.outcome) == (False, Outcome.PENDING)


def test_a_name_in_another_encoding_is_kept_readable(register: Register) -> None:
    assert register.add_file(b"a", "r\udce9ponse.docx").name == "r\ufffdponse.docx"


def test_a_refused_file_says_why_and_what_to_ask(register: Register) -> None:
    added = register.add_file(b"old", "vieux.doc")
    refused = register.record_refusal(added, "doc_97", "Fichier Word 97.", "Enregistrez-le en .docx.")
    assert refused.outcome is Outcome.REFUSED
    (refusal,) = refused.refusals
    assert (refusal.code, refusal.reason, refusal.request, refusal.line) == (
        "doc_97",
        "Fichier Word 97.",
        "Enregistrez-le en .docx.",
        None,
    )
    register.record_refusal(added, "doc_97", "Fichier Word 97.", "Enregistrez-le en .docx.")
    assert len(register.file(added.sha256).refusals) == 1
    assert register.add_file(b"old", "vieux.doc").already


def test_a_file_of_lines_may_be_read_and_refused_in_part(register: Register) -> None:
    added = register.add_file(b"lines", "lot.jsonl")
    register.record_response(added, 1, response("brest"))
    register.record_refusal(added, "not_json", "Ligne illisible.", "Corrigez-la.", line=2)
    register.record_response(added, 3, response("caen"))
    found = register.file(added.sha256)
    assert found.outcome is Outcome.READ
    assert [refusal.line for refusal in found.refusals] == [2]
    assert len(found.responses) == 2
    register.record_response(added, 2, response("dijon"))
    assert register.file(added.sha256).refusals == ()


def test_every_answer_comes_back_with_its_raw_text(register: Register) -> None:
    found = (
        Finding(
            "count_words",
            Severity.WARNING,
            "« 3 environ » a été lu 3.",
            Place(field=COUNT, line=2),
            "3 environ",
        ),
    )
    added = register.add_file(b"a", "a.docx")
    recorded = register.record_response(added, 0, response(), found)
    assert repr(recorded.response) == repr(response())
    assert recorded.findings == found
    assert list(recorded.response.answers) == list(response().answers)


def test_a_later_response_supersedes_and_an_old_file_does_not_come_back(register: Register) -> None:
    first = collect(register, b"a", response(count=3))
    second = collect(register, b"b", response(count=4))
    assert (first.supersedes, second.supersedes) == (None, first.id)
    (current,) = register.current_responses()
    assert (current.id, current.supersedes, current.file_name) == (second.id, 1, "b.docx")
    assert [file.outcome for file in register.files()] == [Outcome.SUPERSEDED, Outcome.READ]

    again = collect(register, b"a", response(count=3))
    assert again.already
    assert not again.current
    assert register.current_responses()[0].response.value(COUNT) == 4


def test_a_current_response_says_where_and_when_it_came(register: Register) -> None:
    modified = datetime(2024, 5, 1, 12, 0, tzinfo=UTC)
    added = register.add_file(b"a", "a.pdf", modified=modified)
    register.record_response(added, 0, response())
    (current,) = register.current_responses()
    assert (current.format, current.file, current.part) == ("pdf", added.sha256, 0)
    assert current.sent_at == modified
    assert added.collected_at <= current.received_at < START + timedelta(hours=1)
    assert current.received_at.utcoffset() == timedelta(0)


def test_an_unattributed_response_is_kept_and_never_counts(register: Register) -> None:
    recorded = collect(register, b"a", response(None))
    assert (recorded.respondent, recorded.current) == (None, False)
    assert register.current_responses() == ()
    assert register.files()[0].outcome is Outcome.UNATTRIBUTED


def test_attribution_gives_a_response_its_respondent(register: Register) -> None:
    recorded = collect(register, b"a", response(None))
    attributed = register.attribute(recorded.id, BREST, "Mme Petit", "Numéro de téléphone reconnu")
    assert (attributed.respondent, attributed.attributed, attributed.current) == (BREST, True, True)
    (current,) = register.current_responses()
    assert current.response.respondent == BREST
    event = register.events()[-1]
    assert (event.kind, event.who, event.detail) == (
        EventKind.ATTRIBUTED,
        "Mme Petit",
        "Numéro de téléphone reconnu",
    )


def test_an_attributed_response_takes_its_place_in_the_order_of_coming(register: Register) -> None:
    first = collect(register, b"a", response())
    unknown = collect(register, b"b", response(None))
    latest = collect(register, b"c", response())
    assert latest.supersedes == first.id
    old = register.attribute(unknown.id, BREST, "x", "y")
    assert (old.current, old.supersedes) == (False, first.id)
    assert register.response(latest.id).supersedes == unknown.id
    newer = collect(register, b"d", response(None, count=9))
    taken = register.attribute(newer.id, BREST, "x", "y")
    assert (taken.current, taken.supersedes) == (True, latest.id)
    assert register.current_responses()[0].supersedes == 3


def test_an_attribution_can_be_put_right(register: Register) -> None:
    brest = collect(register, b"a", response("brest"))
    unknown = collect(register, b"b", response(None))
    register.attribute(unknown.id, BREST, "x", "première lecture")
    later = collect(register, b"c", response("brest"))
    assert later.supersedes == unknown.id
    register.attribute(unknown.id, CAEN, "x", "erreur")
    caen = collect(register, b"d", response("caen"))
    assert caen.supersedes == unknown.id
    assert register.response(later.id).supersedes == brest.id
    assert [(one.respondent, one.id) for one in register.current_responses()] == [
        (BREST, later.id),
        (CAEN, caen.id),
    ]
    assert brest.id < unknown.id


def test_what_a_file_says_of_its_respondent_is_not_overruled(register: Register) -> None:
    recorded = collect(register, b"a", response("brest"))
    with pytest.raises(UsageError, match="is that of brest"):
        register.attribute(recorded.id, CAEN, "x", "y")
    with pytest.raises(UsageError, match="no response 99"):
        register.attribute(99, CAEN, "x", "y")


def test_a_correction_applies_and_the_original_stays(register: Register) -> None:
    recorded = collect(register, b"a", response(count=3))
    register.correct(BREST, COUNT, Answered(5), "M. Durand", "Confirmé par téléphone")
    made = register.correct(BREST, COUNT, Answered(6), "M. Durand", "Rappel")
    (current,) = register.current_responses()
    assert current.response.value(COUNT) == 6
    assert current.original.value(COUNT) == 3
    assert register.response(recorded.id).response.value(COUNT) == 3
    assert [one.answer for one in current.corrections] == [Answered(5), Answered(6)]
    assert (made.who, made.why, made.field) == ("M. Durand", "Rappel", COUNT)


def test_a_return_that_contradicts_a_correction_waits(register: Register) -> None:
    first = collect(register, b"a", response(count=3))
    register.correct(BREST, COUNT, Answered(6), "x", "y")
    later = collect(register, b"b", response(count=7))
    (current,) = register.current_responses()
    assert (current.id, current.response.value(COUNT)) == (first.id, 6)
    assert (later.state, later.current) == (ReturnState.WAITS, False)
    register.settle(BREST, later.id, "x", "they wrote again")
    (current,) = register.current_responses()
    assert (current.response.value(COUNT), current.corrections) == (7, ())
    assert len(register.corrections()) == 1


def test_a_return_that_agrees_with_a_correction_takes_its_place(register: Register) -> None:
    collect(register, b"a", response(count=3))
    register.correct(BREST, COUNT, Answered(7), "x", "y")
    later = collect(register, b"b", response(count=7))
    assert later.current


def test_what_was_sent_last_counts_and_not_what_came_last(register: Register) -> None:
    days = {b"new": datetime(2024, 5, 9, tzinfo=UTC), b"old": datetime(2024, 5, 2, tzinfo=UTC)}
    for count, (data, day) in enumerate(days.items()):
        register.record_response(register.add_file(data, "a.docx", modified=day), 0, response(count=count))
    (current,) = register.current_responses()
    assert (current.response.value(COUNT), current.sent_at) == (0, days[b"new"])
    assert [one.record.supersedes for one in register.returns_of(BREST).records] == [None, 2]


def test_what_a_file_says_of_its_day_comes_before_what_its_file_system_says(register: Register) -> None:
    noon = datetime(2024, 5, 9, 12, tzinfo=UTC)
    saved = datetime(2024, 5, 3, tzinfo=UTC)
    added = register.add_file(b"a", "a.docx", modified=noon)
    assert register.record_response(added, 0, response(), saved=saved).sent_at == saved
    future = register.add_file(b"b", "b.docx", modified=noon)
    assert register.record_response(future, 0, response(), saved=START + timedelta(days=9)).sent_at == noon
    register.add_file(b"a", "a.docx", modified=saved - timedelta(days=1))
    assert register.response(1).sent_at == saved


def test_the_earliest_delivery_of_the_same_bytes_says_their_day(register: Register) -> None:
    days = [datetime(2024, 5, day, tzinfo=UTC) for day in (9, 2, 5)]
    for number, day in enumerate(days):
        added = register.add_file(b"a", f"{number}.docx", modified=day)
        register.record_response(added, 0, response())
    (file,) = register.files()
    assert (file.name, file.modified_at) == ("1.docx", days[1])
    assert register.response(1).sent_at == days[1]


def test_a_decision_names_what_it_compared_and_a_later_return_is_compared_with_it(register: Register) -> None:
    first, second = collect(register, b"a", response()), collect(register, b"b", _half())
    assert [one.record.state for one in register.returns_of(BREST).records] == [ReturnState.COUNTS, ReturnState.WAITS]
    made = register.settle(BREST, second.id, "Mme Petit", "they say so")
    assert (made.kept, made.among, made.who) == (second.id, (first.id, second.id), "Mme Petit")
    assert [one.record.state for one in register.returns_of(BREST).records] == [
        ReturnState.REPLACED,
        ReturnState.COUNTS,
    ]
    third = collect(register, b"c", replace(_half(), answers={**_half().answers, COUNT: Blank()}))
    assert (third.state, register.current_responses()[0].id) == (ReturnState.WAITS, second.id)
    assert register.events()[-3].kind is EventKind.SETTLED


def _half() -> Response:
    whole = response(count=9)
    return replace(whole, answers={**whole.answers, FieldId("q4_texte"): Blank()})


def test_a_decision_is_about_the_respondents_own_returns_and_signed(register: Register) -> None:
    mine = collect(register, b"a", response())
    other = collect(register, b"b", response("caen"))
    for kept, who in ((other.id, "x"), (99, "x"), (mine.id, " ")):
        with pytest.raises(UsageError):
            register.settle(BREST, kept, who, "y")
    assert register.returns_of(BREST).settlement is None


def test_an_untouched_form_is_no_return(register: Register) -> None:
    empty = replace(response(), answers=dict.fromkeys(response().answers, Blank()), contact={})
    added = register.add_file(b"a", "a.docx")
    assert register.record_response(added, 0, empty, untouched=True).state is ReturnState.UNTOUCHED
    assert register.file(added.sha256).outcome is Outcome.UNTOUCHED
    assert register.current_responses() == ()
    assert not register.has_response(BREST)


def test_what_is_read_anew_counts_and_what_was_read_stays(register: Register) -> None:
    first = collect(register, b"a", response(count=1014))
    anew = register.reread(first.id, response(count=14), (), "Mme Petit", "struck digits")
    assert anew.response.value(COUNT) == 14
    assert register.current_responses()[0].response.value(COUNT) == 14
    assert (register.events()[-1].kind, register.events()[-1].who) == (EventKind.REREAD, "Mme Petit")
    register.reread(first.id, response("caen", count=15), (), "Mme Petit", "another respondent")
    assert [(one.respondent, one.response.value(COUNT)) for one in register.current_responses()] == [(CAEN, 15)]


def test_a_correction_needs_a_response_a_field_and_a_signature(register: Register) -> None:
    with pytest.raises(UsageError, match="no response to correct"):
        register.correct(BREST, COUNT, Blank(), "x", "y")
    collect(register, b"a", response())
    with pytest.raises(UsageError, match="Did you mean q1_nombre"):
        register.correct(BREST, FieldId("q1_nombr"), Blank(), "x", "y")
    for who, why in (("", "y"), ("x", " ")):
        with pytest.raises(UsageError, match="Say who decides, and why"):
            register.correct(BREST, COUNT, Blank(), who, why)
    assert register.corrections() == ()


def test_a_response_to_another_survey_is_not_recorded(register: Register) -> None:
    added = register.add_file(b"a", "a.docx")
    with pytest.raises(UsageError, match="answers ateliers 2023"):
        register.record_response(added, 0, Response("ateliers", "2023", BREST, {}))
    assert register.responses() == ()


def test_a_transaction_is_kept_whole_or_not_at_all(register: Register) -> None:
    def interrupted() -> FileRecord:
        with register.transaction():
            added = register.add_file(b"a", "a.docx")
            register.record_response(added, 0, response())
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert (register.files(), register.responses(), register.events()) == ((), (), ())
    collect(register, b"a", response())
    assert len(register.current_responses()) == 1


def test_moments_have_a_time_zone(register: Register) -> None:
    with pytest.raises(UsageError, match="time zone"):
        register.add_file(b"a", "a.docx", modified=datetime(2024, 1, 1))


def test_what_is_real_is_encoded_as_it_always_was_and_so_read() -> None:
    real = response()
    assert "simulated" not in encode_response(real)
    assert decode_response(encode_response(real)) == real
    drawn = replace(real, simulated=True)
    assert decode_response(encode_response(drawn)).simulated
    assert drawn != real


def test_a_register_knows_a_simulated_response_whatever_became_of_it(register: Register) -> None:
    assert not register.simulated()
    collect(register, b"real", response())
    assert not register.simulated()
    collect(register, b"drawn", replace(response(None), simulated=True))
    assert register.simulated()


def test_a_simulated_response_that_was_superseded_is_not_forgotten(register: Register) -> None:
    collect(register, b"drawn", replace(response(), simulated=True))
    collect(register, b"real", response(count=4))
    (current,) = register.current_responses()
    assert not current.response.simulated
    assert register.simulated()


def test_a_correction_leaves_what_it_corrects_simulated(register: Register) -> None:
    collect(register, b"drawn", replace(response(), simulated=True))
    register.correct(BREST, COUNT, Answered(5), "Anne", "by phone")
    (current,) = register.current_responses()
    assert current.response.simulated
