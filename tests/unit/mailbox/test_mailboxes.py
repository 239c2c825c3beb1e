"""Mailboxes (mbox): each message once, whatever its text looks like, and never more than one of them in memory."""

from __future__ import annotations

import mailbox
import tracemalloc
from pathlib import Path

import pytest

from saved_messages import message, zipped
from surveykit.mailbox import arrivals, bounds, sources
from taken_apart import DOCX, arrived, claimed, enclosed, passed, refused

LINE = b"From a@b.example Fri Sep  5 10:00:00 2014\n"


def _mail(number: int, text: str = "Bonjour\n") -> bytes:
    mail = message({f"{number}.docx": DOCX + b"%d" % number}, logo=False)
    del mail["Subject"]
    mail["Subject"] = f"n° {number}"
    mail.get_body().set_content(text)  # type: ignore[union-attr]
    return bytes(mail)


def _box(*mails: bytes, line: bytes = LINE) -> bytes:
    return b"".join(line + one + b"\n" for one in mails)


def _expected(count: int, name: str = "boite.mbox") -> dict[str, bytes]:
    return {f"{name}/{one}/{one}.docx": DOCX + b"%d" % one for one in range(1, count + 1)}


@pytest.mark.parametrize("name", ["boite.mbox", "Inbox", "boite.eml"])
@pytest.mark.parametrize(
    "line",
    [
        LINE,
        b"From - Fri Sep 05 10:00:00 2014\n",
        b"From 1478291@xxx Fri Sep 05 08:00:00 +0000 2014\n",
        b"From a@b.example Fri, 05 Sep 2014 10:00:00 +0200\n",
        b"From ???@??? Mon Jan 01 00:00:00 1997\r\n",
        b"From \n",
    ],
)
def test_each_message_arrives_by_itself_under_its_number(tmp_path: Path, name: str, line: bytes) -> None:
    mails = [_mail(number) for number in (1, 2, 3)]
    found = arrived(tmp_path, _box(*mails, line=line), name)
    assert enclosed(found) == _expected(3, name)
    assert [one.message and one.message.name for one in found] == [f"{name}/{one}" for one in (1, 2, 3)]
    assert [one.message and one.message.subject for one in found] == ["n° 1", "n° 2", "n° 3"]
    assert [one.message and one.message.data.rstrip() for one in found] == [one.rstrip() for one in mails]


def test_what_python_writes_is_read(tmp_path: Path) -> None:
    box = mailbox.mbox(tmp_path / "boite.mbox")
    for number in range(1, 6):
        box.add(_mail(number, "From now on\n\nFrom the 5 Sep 2014 at 10:00\nNote: yes\n"))
    box.close()
    (source,) = sources([tmp_path])
    found = list(arrivals(source, claimed))
    assert enclosed(found) == _expected(5)
    assert found[0].message is not None
    assert found[0].message.words == "From now on\n\nFrom the 5 Sep 2014 at 10:00\nNote: yes"


def test_lines_that_begin_like_a_message_are_text(tmp_path: Path) -> None:
    text = "Bonjour\n\nFrom now on: yes\n\nFrom there\nvoici\n\n>From before\n>>From earlier\n"
    found = arrived(tmp_path, _box(_mail(1, text), _mail(2)), "boite.mbox")
    assert enclosed(found) == _expected(2)
    form = b"<!doctype html>\n>From here\n>>From there\n> From afar\n"
    mail = message({}, logo=False)
    mail.add_attachment(form, maintype="text", subtype="html", filename="f.html", cte="7bit")
    kept = enclosed(arrived(tmp_path, _box(bytes(mail), _mail(2)), "boite.mbox"))["boite.mbox/1/f.html"]
    assert kept.rstrip() == b"<!doctype html>\nFrom here\n>From there\n> From afar"


def test_a_mailbox_of_one_message_is_known_by_its_file(tmp_path: Path) -> None:
    assert enclosed(arrived(tmp_path, _box(_mail(1)), "r.eml")) == {"r.eml/1.docx": DOCX + b"1"}


def test_what_thunderbird_has_deleted_is_passed_over(tmp_path: Path) -> None:
    kept, gone = (b"X-Mozilla-Status: %s\n" % one + _mail(1) for one in (b"0001", b"0009"))
    found = arrived(tmp_path, _box(kept, gone), "Inbox")
    assert list(enclosed(found)) == ["Inbox/1/1.docx"]
    assert "Inbox/2" in passed(found)


def test_a_mailbox_in_a_zip_and_in_a_message(tmp_path: Path) -> None:
    box = _box(_mail(1), _mail(2))
    assert enclosed(arrived(tmp_path, zipped({"b/boite": box}), "r.zip")) == _expected(2, "r.zip/b/boite")
    assert enclosed(arrived(tmp_path, bytes(message({"boite": box})))) == _expected(2, "reponse.eml/boite")


def test_a_message_that_is_too_large_is_told_and_the_others_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("surveykit.mailbox.mbox.LARGEST_MESSAGE", 5_000)
    found = arrived(tmp_path, _box(_mail(1), _mail(2, "x\n" * 3_000), _mail(3)), "b")
    assert list(enclosed(found)) == ["b/1/1.docx", "b/3/3.docx"]
    assert refused(found) == {"b/2": "saved_message"}


def test_memory_does_not_grow_with_the_mailbox(tmp_path: Path) -> None:
    one = _mail(1, "x" * 70 + "\n" + "y" * 70_000)

    def peak(count: int) -> int:
        path = tmp_path / "b.mbox"
        path.write_bytes(_box(*[one] * count))
        (source,) = sources([path])
        tracemalloc.start()
        assert sum(len(each.enclosures) for each in arrivals(source, claimed)) == count
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(2)
    assert peak(40) < 1.5 * peak(10)


def test_a_line_without_end_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("surveykit.mailbox.mbox.LARGEST_MESSAGE", 1_000_000)
    data = _box(_mail(1)) + LINE + b"From: a\nTo: b\n\n" + b"x" * 3 * bounds.MB
    found = arrived(tmp_path, data, "b")
    assert list(enclosed(found)) == ["b/1/1.docx"]
    assert refused(found) == {"b/2": "saved_message"}
