"""Files that cannot be read: which still matter, whose they are, who is written to, who is no longer reminded."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest

from posted import post, put
from small_survey import small_survey
from surveykit.model import Collection, Purpose
from surveykit.pipeline import (
    Campaign,
    Mailing,
    drafts,
    left_out,
    messages_told,
    open_register,
    recipients,
    returns_data,
    status,
    status_file,
    unread,
)

SURVEY = small_survey(
    collection=Collection(deadline=date(2024, 6, 30), addresses=("bureau@exemple.example",), instructions=())
)
NOW = datetime(2024, 7, 10, 8, tzinfo=UTC)
IMAGE = b"\x89PNG\r\n\x1a\n" + bytes(40)
BREST, UNKNOWN = "A. Martin <a.martin@ville-brest.example>", "Paul <paul@gmail.com>"


def on(day: int) -> datetime:
    return datetime(2024, 7, day, 12, tzinfo=UTC)


def answers(respondent: str | None, **held: object) -> bytes:
    whole = {"survey": SURVEY.id, "edition": SURVEY.edition, "respondent": respondent, "answers": held}
    return json.dumps(whole).encode()


@pytest.fixture
def campaign(tmp_path: Path) -> Iterator[Campaign]:
    with open_register(tmp_path / "r.sqlite", SURVEY, clock=lambda: NOW) as opened:
        yield opened


def known(campaign: Campaign) -> list[tuple[str, str | None, str | None]]:
    """The name of each file that cannot be read and matters, whose it is, and the address to answer."""
    return [(one.name.rpartition("/")[2], one.respondent, one.address) for one in unread(SURVEY, campaign.register)]


def written(campaign: Campaign, purpose: Purpose, *formats: str) -> dict[str, EmailMessage]:
    mailing = Mailing(purpose, date(2024, 7, 10), formats, addresses={})
    found = {}
    for one in drafts(SURVEY, mailing, recipients(SURVEY, mailing, campaign)):
        message = message_from_bytes(one.data, policy=default)
        assert isinstance(message, EmailMessage)
        found[one.name] = message
    return found


def text_of(message: EmailMessage) -> str:
    body = message.get_body()
    assert body is not None
    return str(body.get_content())


def test_a_file_is_known_by_its_name_or_by_who_sent_it(campaign: Campaign) -> None:
    put(campaign, "caen.png", IMAGE, modified=on(1))
    post(campaign, {"scan.png": IMAGE + b"1"}, BREST, on(2))
    post(campaign, {"photo.png": IMAGE + b"2"}, UNKNOWN, on(3), subject="Photo")
    put(campaign, "scan2.png", IMAGE + b"3", modified=on(3))
    assert known(campaign) == [
        ("caen.png", "caen", None),
        ("scan.png", "brest", "a.martin@ville-brest.example"),
        ("photo.png", None, "paul@gmail.com"),
        ("scan2.png", None, None),
    ]


def test_a_name_and_a_sender_that_contradict_each_other_name_nobody(campaign: Campaign) -> None:
    post(campaign, {"caen.png": IMAGE}, BREST, on(2))
    assert known(campaign) == [("caen.png", None, "a.martin@ville-brest.example")]


def test_a_form_that_counts_settles_what_came_with_it_and_before_it(campaign: Campaign) -> None:
    post(campaign, {"brest.png": IMAGE}, BREST, on(2))
    put(campaign, "b.json", answers("brest", q1_ateliers=3), modified=on(1))
    assert [name for name, *_ in known(campaign)] == ["brest.png"]
    post(campaign, {"b2.json": answers("brest", q1_ateliers=4)}, BREST, on(2), subject="Suite")
    assert known(campaign) == []
    post(campaign, {"brest.odt.png": IMAGE + b"later"}, BREST, on(3), subject="Correction")
    assert known(campaign) == [("brest.odt.png", "brest", "a.martin@ville-brest.example")]


def test_an_address_is_known_by_the_forms_that_came_from_it(campaign: Campaign) -> None:
    post(campaign, {"photo.png": IMAGE}, UNKNOWN, on(1))
    post(campaign, {"b.json": answers("brest", q1_ateliers=4)}, "paul@GMAIL.com", on(2), subject="Suite")
    assert known(campaign) == []
    post(campaign, {"photo2.png": IMAGE + b"2"}, UNKNOWN, on(3), subject="Encore")
    assert known(campaign) == [("photo2.png", "brest", "paul@gmail.com")]
    post(campaign, {"c.json": answers("caen", q1_ateliers=4)}, UNKNOWN, on(4), subject="Caen")
    assert [(name, code) for name, code, _ in known(campaign)] == [("photo.png", None), ("photo2.png", None)]


def test_an_untouched_form_settles_nothing(campaign: Campaign) -> None:
    put(campaign, "brest.png", IMAGE, modified=on(1))
    put(campaign, "b.json", answers("brest"), modified=on(2))
    assert known(campaign) == [("brest.png", "brest", None)]


def test_what_a_message_encloses_and_nobody_can_take_out_of_it_is_a_file_of_its_own(campaign: Campaign) -> None:
    message = post(campaign, {}, BREST, on(2))
    whole = campaign.register.file(message.file)
    for number, name in enumerate(("a.rar", "b.zip"), 1):
        code = "zip" if name == "b.zip" else "encrypted"
        campaign.register.record_refusal(whole, code, f"{name}.", "Demandez.", number, member=name)
    assert known(campaign) == [(name, "brest", "a.martin@ville-brest.example") for name in ("a.rar", "b.zip")]
    asked = Mailing(Purpose.UNREADABLE, date(2024, 7, 10))
    assert [one.name for one in left_out(asked, campaign)] == ["b.zip"]
    assert "b.zip" not in text_of(written(campaign, Purpose.UNREADABLE)["illisible_brest.eml"])


def test_whoever_does_the_survey_is_not_answered(campaign: Campaign) -> None:
    post(campaign, {"brest.png": IMAGE}, "Le bureau <Bureau@exemple.example>", on(2))
    assert known(campaign) == [("brest.png", "brest", None)]


def test_one_draft_for_all_files_of_one_sender_in_answer_to_the_last_message(campaign: Campaign) -> None:
    post(campaign, {"scan.png": IMAGE}, BREST, on(2), subject="Premier", identifier="<1@ville-brest.example>")
    post(campaign, {"scan2.png": IMAGE + b"2"}, BREST, on(3), subject="Second", identifier="<2@ville-brest.example>")
    put(campaign, "brest.gif", IMAGE + b"3", modified=on(1))
    post(campaign, {"photo.png": IMAGE + b"4"}, UNKNOWN, on(3), subject="Photo")
    found = written(campaign, Purpose.UNREADABLE)
    assert [*found] == ["illisible_brest.eml", "illisible_paul-gmail-com.eml"]
    mine, other = found.values()
    assert (mine["To"], mine["Subject"]) == ("a.martin@ville-brest.example", "Re: Second")
    assert mine["In-Reply-To"] == mine["References"] == "<2@ville-brest.example>"
    text = text_of(mine)
    places = [text.index(one) for one in ("brest.gif", "scan.png", "scan2.png")]
    assert places == sorted(places)
    assert "Ce fichier est une image." in text
    assert "Destinataire\u00a0: Brest" in text
    assert other["In-Reply-To"] is None
    assert other["Subject"].startswith("Votre fichier n’a pas pu être lu")
    assert "Paul <paul@gmail.com>" in text_of(other)


def test_two_senders_of_one_respondent_have_two_drafts(campaign: Campaign) -> None:
    post(campaign, {"brest.png": IMAGE}, UNKNOWN, on(2))
    post(campaign, {"scan.png": IMAGE + b"2"}, BREST, on(3))
    found = written(campaign, Purpose.UNREADABLE)
    assert {name: one["To"] for name, one in found.items()} == {
        "illisible_brest.eml": "paul@gmail.com",
        "illisible_brest-2.eml": "a.martin@ville-brest.example",
    }


def test_whose_file_cannot_be_read_is_neither_reminded_nor_chased(campaign: Campaign) -> None:
    post(campaign, {"scan.png": IMAGE}, BREST, on(2))
    put(campaign, "caen.zip", b"PK\x03\x04", modified=on(2))
    put(campaign, "d.json", answers("dijon", q1_ateliers=4), modified=on(2))
    put(campaign, "scan2.png", IMAGE + b"2", modified=on(2))
    late = Mailing(Purpose.OVERDUE, date(2024, 7, 10))
    assert [*written(campaign, Purpose.OVERDUE)] == [f"relance_{one}.eml" for one in ("amiens", "evry", "frejus")]
    assert [one.respondent for one in left_out(late, campaign)] == ["brest", "caen", None]
    assert left_out(Mailing(Purpose.RECEIPT, date(2024, 7, 10)), campaign) == ()


def test_the_status_says_that_a_file_came_and_cannot_be_read(campaign: Campaign) -> None:
    post(campaign, {"scan.png": IMAGE}, BREST, on(2))
    put(campaign, "c.json", answers("caen", q1_ateliers=4), modified=on(1))
    put(campaign, "caen.png", IMAGE + b"2", modified=on(3))
    now = status(campaign, date(2024, 7, 10))
    assert [(row.respondent.code, row.returned) for row in now.unreadable] == [("brest", False), ("caen", True)]
    assert now.unreadable == campaign.status(date(2024, 7, 10)).unreadable
    table = status_file(SURVEY, now, 0, "csv").decode("utf-8-sig").splitlines()
    assert table[0].endswith(",untouched_at,unreadable_at,unreadable")
    assert table[2].endswith(",2024-07-02T12:00:00+00:00,Réponse.eml/scan.png")
    assert table[4].endswith(",,,")
    page = status_file(SURVEY, now, 0, "html").decode()
    assert "Brest (fichier illisible, reçu le 02/07/2024)" in page
    assert "fichier illisible, reçu le 02/07/2024" in page
    assert "Caen\u00a0: «\u00a0caen.png\u00a0», reçu le 03/07/2024" in page


def test_the_form_goes_along_when_it_is_asked_for_blank_to_somebody_unknown(campaign: Campaign) -> None:
    post(campaign, {"scan.png": IMAGE}, BREST, on(2))
    post(campaign, {"photo.png": IMAGE + b"4"}, UNKNOWN, on(3), subject="Photo")
    found = written(campaign, Purpose.UNREADABLE, "html")
    names = [[each.get_filename() for each in one.iter_attachments()] for one in found.values()]
    assert names == [["brest.html"], ["ateliers.html"]]


def test_a_receipt_answers_the_message_and_goes_to_each_known_address_once(campaign: Campaign) -> None:
    identifier = f"<{'x' * 100}@ville-brest.example>"
    data = answers("brest", q1_ateliers=4)
    post(campaign, {"b.json": data}, BREST, on(2), subject="Retour", identifier=identifier)
    put(campaign, "c.json", answers("caen", q1_ateliers=5), modified=on(1))
    campaign.correct("caen", "q1_ateliers", "6", who="Mme Petit", why="au téléphone")
    mailing = Mailing(
        Purpose.RECEIPT,
        date(2024, 7, 10),
        ("txt",),
        addresses={"brest": ("A.Martin@ville-brest.example", "dg@ville-brest.example")},  # type: ignore[dict-item]
    )
    made = [*drafts(SURVEY, mailing, recipients(SURVEY, mailing, campaign))]
    assert [one.name for one in made] == ["accuse_de_reception_brest.eml", "accuse_de_reception_caen.eml"]
    assert [one.addressed for one in made] == [True, False]
    assert f"In-Reply-To: {identifier}\r\n".encode() in made[0].data
    brest, caen = (message_from_bytes(one.data, policy=default) for one in made)
    assert brest["To"] == "a.martin@ville-brest.example, dg@ville-brest.example"
    assert brest["Subject"].startswith("Accusé de réception de votre réponse")
    told = []
    for one in (brest, caen):
        assert isinstance(one, EmailMessage)
        (attached,) = one.iter_attachments()
        told.append(attached.get_content())
    assert "«\u00a0b.json\u00a0», reçu le 2\u00a0juillet 2024" in told[0]
    assert "Message reçu\u00a0: «\u00a0Retour\u00a0» (A. Martin <a.martin@ville-brest.example>)" in told[0]
    assert "(corrigée le 10\u00a0juillet 2024)" in told[1]
    assert "Mme Petit" not in told[1]


def test_the_returns_show_who_sent_them_and_how_each_message_begins(campaign: Campaign) -> None:
    data = answers("brest", q1_ateliers=4)
    words = "Bonjour,\n\nle chiffre de la question 1 est provisoire" + ", et nous le confirmerons dès que possible" * 3
    post(campaign, {"b.json": data}, BREST, on(3), subject="Retour", words=words)
    post(campaign, {"b.json": data}, UNKNOWN, on(2), subject="TR")
    put(campaign, "c.json", answers("caen", q1_ateliers=5), modified=on(1))
    (brest,), (caen,) = (one.records for one in campaign.returns())
    said = messages_told(brest)
    assert said[0] == UNKNOWN
    assert said[1].startswith(f"{BREST}: Bonjour, le chiffre de la question 1 est provisoire, et nous")
    assert said[1].endswith("…")
    assert messages_told(caen) == ()
    first, second = returns_data(SURVEY, campaign.returns())
    assert (first["sender"], first["subject"], first["words"]) == (UNKNOWN, "TR", None)
    assert [(one["sender"], one["words"]) for one in first["messages"]] == [(UNKNOWN, None), (BREST, words)]  # type: ignore[attr-defined]
    assert (second["sender"], second["messages"]) == (None, [])


def test_one_who_sends_for_several_respondents_has_one_draft_about_them_all(campaign: Campaign) -> None:
    files = {"brest.png": IMAGE, "caen.png": IMAGE + b"2"}
    post(campaign, files, UNKNOWN, on(2), subject="Retours\u202e\x1b[31m {title}", identifier="<1@gmail.com>")
    mailing = Mailing(Purpose.UNREADABLE, date(2024, 7, 10))
    (one,) = recipients(SURVEY, mailing, campaign)
    assert [code for code in ("amiens", "brest", "caen") if one.concerns(code)] == ["brest", "caen"]
    (found,) = written(campaign, Purpose.UNREADABLE).values()
    assert found["Subject"].startswith("Re: Retours")
    assert found["Subject"].endswith("{title}")
    assert "\x1b" not in found["Subject"]
    assert text_of(found).count("Ce fichier est une image") == 2


def test_a_file_that_was_saved_by_hand_is_written_about_to_its_respondent(campaign: Campaign) -> None:
    put(campaign, "caen.png", IMAGE, modified=on(1))
    addresses = {"caen": ("mairie@caen.example",), "brest": ("mairie@brest.example",)}
    post(campaign, {"scan.png": IMAGE + b"2"}, BREST, on(2))
    mailing = Mailing(Purpose.UNREADABLE, date(2024, 7, 10), addresses=addresses)  # type: ignore[arg-type]
    made = [*drafts(SURVEY, mailing, recipients(SURVEY, mailing, campaign))]
    to = {one.name: message_from_bytes(one.data, policy=default)["To"] for one in made}
    assert to == {"illisible_brest.eml": "a.martin@ville-brest.example", "illisible_caen.eml": "mairie@caen.example"}
