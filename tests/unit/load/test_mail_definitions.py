"""What a definition says of its messages and addresses, and what is wrong with it, at its line and column."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from small_survey import small_survey
from surveykit.compose.logic import public_definition
from surveykit.errors import UsageError
from surveykit.load import load_definition, read_definition
from surveykit.load.addresses import read_addresses
from surveykit.model import Mail, Message
from surveykit.model.mail import SLOTS

Broken = Callable[..., tuple[Path, str]]
LANGUAGE = "language: fr"


def _problem(folder: Path) -> str:
    (found,) = read_definition(folder).problems
    return f"{found.place}: {found.message}"


def test_a_definition_has_its_own_messages(broken: Broken) -> None:
    folder, _ = broken(
        LANGUAGE,
        f"{LANGUAGE}\nmail:\n  sender: bureau@a.example\n  answer_days: 10\n  signature: [Le bureau]\n"
        "  reminder: {subject: 'Rappel {title}', body: ['Il reste {days_left}.']}\n"
        "  unreadable: {subject: 'À renvoyer', body: ['{unreadable}']}\n"
        "  receipt: {subject: 'Reçu', body: ['{received} {to_verify}']}",
    )
    mail = load_definition(folder).mail
    assert (mail.sender, mail.answer_days, mail.signature) == ("bureau@a.example", 10, ("Le bureau",))
    assert mail.reminder == Message(subject="Rappel {title}", body=("Il reste {days_left}.",))
    assert mail.unreadable == Message(subject="À renvoyer", body=("{unreadable}",))
    assert mail.receipt == Message(subject="Reçu", body=("{received} {to_verify}",))
    assert mail.sending is None


def test_the_guide_s_example_holds(broken: Broken) -> None:
    path = Path(__file__).parents[3] / "docs" / "write-a-survey.md"
    guide = path.read_text(encoding="utf-8").partition("## Messages")[2]
    example = guide.partition("```yaml\n")[2].partition("```")[0]
    folder, _ = broken(LANGUAGE, f"{LANGUAGE}\n{example}")
    mail = load_definition(folder).mail
    assert mail.reminder is not None
    assert mail.reminder.body[1].startswith("Votre réponse est attendue avant le {deadline}")
    for purpose, slots in SLOTS.items():
        assert all(f"{{{slot}}}" in guide for slot in slots), purpose


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("  sender: ¦bureau", "expected a mail address, such as 'bureau@ministere.example', found the text 'bureau'"),
        ('  sender: ¦"a@b.example\\nBcc: c@d.example"', "expected a mail address"),
        ("  ¦sendr: a@b.example", "unknown key 'sendr'; did you mean 'sender'?"),
        ("  answer_days: ¦0", "expected at least 1, found 0"),
        (
            "  sending: {subject: 'Pour ¦{respondant}', body: [x]}",
            "unknown slot 'respondant'; did you mean 'respondent'?",
        ),
        ("  sending: {subject: x, body: [x, 'reste ¦{days_left}']}", "unknown slot 'days_left'; a message has"),
        ("  receipt: {subject: x, body: ['¦{unreadable}']}", "unknown slot 'unreadable'; a message has"),
        ("  ¦sending: {subject: x}", "the key 'body' is missing"),
    ],
)
def test_what_is_wrong_is_told_at_its_place(broken: Broken, written: str, said: str) -> None:
    folder, place = broken(LANGUAGE, f"{LANGUAGE}\nmail:\n{written}")
    found = _problem(folder)
    assert found.startswith(f"{place}: "), (found, place)
    assert said in found


def test_respondents_have_addresses_in_their_table(folder: Path) -> None:
    path = folder / "respondents.csv"
    header, first, *rest = path.read_text(encoding="utf-8").splitlines()
    table = [f"{header},courriel", f'{first},"a@b.example; c.d@e.example"', *(f"{line}," for line in rest)]
    path.write_text("\n".join(table), encoding="utf-8")
    people = load_definition(folder).population.respondents
    assert people[0].email == ("a@b.example", "c.d@e.example")
    assert all(one.email == () for one in people[1:])
    assert "courriel" not in people[0].attributes
    assert "email" not in people[0].attributes
    path.write_text("\n".join([f"{header},email", f"{first},a b@c.example", *(f"{line}," for line in rest)]), "utf-8")
    found = _problem(folder)
    assert found.startswith(f"respondents.csv:2:{len(first) + 2}: ")
    assert "expected a mail address" in found


def test_messages_and_addresses_are_nobody_elses_business() -> None:
    said = public_definition(small_survey(mail=Mail(sender="secret@a.example", signature=("Secret",))))
    assert "ecret" not in said


def test_addresses_may_be_kept_apart(tmp_path: Path) -> None:
    survey = small_survey()
    path = tmp_path / "adresses.csv"
    path.write_bytes(
        "\ufeffcode;nom;courriel\nbrest;Brest;a@b.example\ncaen;Caen;\namiens;;x@y.example z@y.example".encode()
    )
    assert read_addresses(survey, path) == {"brest": ("a@b.example",), "amiens": ("x@y.example", "z@y.example")}


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("code,email\nbrst,a@b.example\n", ":2:1: no respondent 'brst'; did you mean 'brest'?"),
        ("code,email\nbrest,a(b.example\n", ":2:7: 'a(b.example' is no mail address"),
        ("code,email\nbrest,a@b.example\nbrest,c@d.example\n", ":3:1: the code 'brest' stands twice"),
        ("code,email\nbrest\n", ":2:1: expected a code and an address"),
        ("code,adresse\nbrest,a@b.example\n", ": expected the columns 'code' and 'email'"),
        ("", ": expected the columns 'code' and 'email'"),
    ],
)
def test_addresses_kept_apart_are_checked(tmp_path: Path, table: str, said: str) -> None:
    path = tmp_path / "adresses.csv"
    path.write_text(table, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        read_addresses(small_survey(), path)
    assert f"{path}{said}" in str(caught.value)
