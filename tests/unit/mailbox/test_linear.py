"""Whatever comes costs time in proportion to its bytes: each pattern and each way of taking apart, at its worst."""

from __future__ import annotations

import base64
import importlib
import pkgutil
import re
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

import surveykit.mailbox
from outlook_files import compound_file, outlook_attachment, outlook_folder, tnef
from saved_messages import zipped
from surveykit.mailbox import bounds
from taken_apart import DOCX, arrived, enclosed, refused

SLACK = 0.02
"""Seconds that a machine may be busy with something else."""
FRAGMENTS = [
    " ", "\t", "a", "-", "--", "--a ", "\n--a", "\n--", "\n-- ", "=", "=?", "=?a?q?", "=?a?q?a?=", "?", ";", "; a",
    ";a=", ';a="', ";a=\"\\", "\\", '"', "<", "<a", "<!--", "</", "<p ", ">", ">From ", "From ", "begin 644 a",
    "begin ", "http://", "https://a", "href=", "href = ", "href='", "1:23 ", "2014", "Mon Jan  1 ", "Mon, 1 Jan ",
    "a:", "a :",
    "A  :", "de : ", "/", "a/", "a/a", "\ue000", "\ue0001", "att", "att1", "\r", "\n", "\r\n", "x-y: ", "from: \"",
    "snapshot",
]  # fmt: skip
HEAD = b"From: a@b.example\nTo: c@d.example\n"
MIXED = HEAD + b"Content-Type: multipart/mixed; boundary=x\n\n"


def _patterns() -> dict[str, re.Pattern[str] | re.Pattern[bytes]]:
    """Every pattern of the room, by its module and its name."""
    found: dict[re.Pattern[str] | re.Pattern[bytes], str] = {}
    for one in pkgutil.iter_modules(surveykit.mailbox.__path__):
        module = importlib.import_module(f"surveykit.mailbox.{one.name}")
        found.update(
            {f"{one.name}.{key}": value for key, value in vars(module).items() if isinstance(value, re.Pattern)}
        )
    return found


PATTERNS = _patterns()


def _least(work: Callable[[], object], times: int = 2) -> float:
    found = []
    for _ in range(times):
        begun = time.process_time()
        work()
        found.append(time.process_time() - begun)
    return min(found)


def _is_linear(work: Callable[[int], Callable[[], object]], size: int) -> bool:
    return _least(work(4 * size)) <= 8 * _least(work(size)) + SLACK


@pytest.mark.parametrize("name", PATTERNS)
def test_a_pattern_is_linear_on_whatever_is_repeated(name: str) -> None:
    pattern = PATTERNS[name]

    def work(fragment: str, size: int) -> Callable[[], object]:
        text = fragment * (size // len(fragment))
        given = text.encode("utf-8") if isinstance(pattern.pattern, bytes) else text
        return lambda: (pattern.match(given), sum(1 for _ in pattern.finditer(given)))  # type: ignore[arg-type]

    slow = [one for one in FRAGMENTS if not _is_linear(partial(work, one), 2_500)]
    assert slow == []


def test_a_pattern_that_is_not_linear_is_found() -> None:
    bad = re.compile("<!--.*?-->", re.DOTALL)
    assert not _is_linear(lambda size: lambda: list(bad.finditer("<!--" * (size // 4))), 40_000)


def _nested(size: int) -> bytes:
    return HEAD + b"".join(
        b"Content-Type: multipart/mixed; boundary=%d\n\n--%d\n" % (one, one) for one in range(size // 50)
    )


SHAPES: dict[str, Callable[[int], bytes]] = {
    "one line of head": lambda size: b"X: " + b"a" * size + b"\n" + HEAD + b"\n",
    "a long sender": lambda size: b"To: a\nFrom: " + b"=?a?q?" * (size // 6) + b"\n\n",
    "addresses": lambda size: b"To: a\nFrom: " + b"a@b.example, " * (size // 13) + b"\n\n",
    "comments": lambda size: b"To: a\nFrom: " + b"(" * size + b"\n\n",
    "fields": lambda size: HEAD + b"X: a\n" * (size // 5) + b"\n",
    "subjects": lambda size: HEAD + b"Subject: a\n" * (size // 11) + b"\n",
    "a folded field": lambda size: HEAD + b"Subject: a\n" + b" a\n" * (size // 3) + b"\n",
    "parameters": lambda size: HEAD + b'Content-Type: multipart/mixed; boundary="' + b';a="' * (size // 4) + b"\n\n",
    "parts": lambda size: MIXED + b"--x\n\na\n" * (size // 8),
    "almost parts": lambda size: MIXED + b"--xy\n" * (size // 5),
    "no boundary": lambda size: HEAD + b"Content-Type: multipart/mixed\n\n" + b"--\n" * (size // 3),
    "nested": _nested,
    "messages in each other": lambda size: HEAD + b"Content-Type: message/rfc822\n\nFrom: a\nTo: b\n" * (size // 45),
    "padding": lambda size: HEAD + b"Content-Type: a/b\nContent-Transfer-Encoding: base64\n\n" + b"QQ==" * (size // 4),
    "letters of unix": lambda size: HEAD + b"\n" + b"begin 644 a\n" * (size // 12),
    "quoted": lambda size: HEAD + b"Content-Transfer-Encoding: quoted-printable\n\n" + b"=" * size,
    "tags": lambda size: HEAD + b"Content-Type: text/html\n\n" + b"<a" * (size // 2),
    "comments of a page": lambda size: HEAD + b"Content-Type: text/html\n\n" + b"<!--" * (size // 4),
    "styles": lambda size: HEAD + b"Content-Type: text/html\n\n" + b"<style>" * (size // 7),
    "quotations of a page": lambda size: HEAD + b"Content-Type: text/html\n\n" + b"<blockquote cite>" * (size // 17),
    "entities": lambda size: HEAD + b"Content-Type: text/html\n\n" + b"&amp" * (size // 4),
    "links": lambda size: HEAD + b"\n" + b"https://we.tl/a " * (size // 16),
    "one link": lambda size: HEAD + b"\nhttps://" + b"a" * size,
    "who wrote": lambda size: HEAD + b"\n" + b"Le a\n" * (size // 5),
    "from whom": lambda size: HEAD + b"\n" + b"De : a\n" * (size // 7),
    "names": lambda size: MIXED + b"".join(
        b"--x\nContent-Disposition: attachment; filename=a.docx\n\n%d\n" % one for one in range(size // 60)
    ),
    "separators": lambda size: b"From a 1:23 2014\n" + HEAD + b"\n" + b"From \n\n" * (size // 7),
    "mailbox": lambda size: (b"From a 1:23 2014\n" + HEAD + b"\na\n\n") * (size // 60),
    "a long separator": lambda size: b"From a 1:23 2014\n" + HEAD + b"\n\nFrom " + b"1:2" * (size // 3),
    "members": lambda size: zipped({f"{one}.docx": b"" for one in range(size // 100)}),
    "envelope": lambda size: tnef(attachments=[("a", b"")] * (size // 60)),
    "properties": lambda size: tnef(b"\xff" * 4 + b"\x03\x00\x01\x00aaaa" * (size // 8)),
    "an outlook message": lambda size: compound_file(
        outlook_folder(attachments=[outlook_attachment("a", b"b")] * (size // 1_500))
    ),
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_taking_apart_is_linear(tmp_path: Path, shape: str) -> None:
    def work(size: int) -> Callable[[], object]:
        data = SHAPES[shape](size)
        return lambda: arrived(tmp_path, data, "r.eml")

    assert _is_linear(work, 50_000)


@pytest.mark.parametrize(
    "data",
    [
        HEAD + b"X: a\n" * 100_000 + b"Content-Type: application/octet-stream; name=a.docx\n\n" + DOCX,
        b"X: " + b"a" * 30_000 + b"\n" + HEAD + b"Y: " + b"b" * 1_000_000
        + b"\nContent-Type: application/octet-stream; name=a.docx\n\n" + DOCX,
    ],
    ids=["100,000 fields", "a line of a megabyte"],
)  # fmt: skip
def test_a_monstrous_head_hides_nothing(tmp_path: Path, data: bytes) -> None:
    assert enclosed(arrived(tmp_path, data)) == {"reponse.eml/a.docx": DOCX}


def test_more_parts_than_people_make_are_told(tmp_path: Path) -> None:
    form = b"--x\nContent-Disposition: attachment; filename=a.docx\nContent-Transfer-Encoding: base64\n\n"
    data = MIXED + form + base64.b64encode(DOCX) + b"\n" + b"--x\n\na\n" * 10_000 + b"--x--\n"
    found = arrived(tmp_path, data)
    assert enclosed(found) == {"reponse.eml/a.docx": DOCX}
    assert refused(found) == {"reponse.eml": "saved_message"}
    assert "partiellement" in found[0].refused[0][1].reason
    found = arrived(tmp_path, _nested(10_000 * 50))
    assert "partiellement" in found[0].refused[0][1].reason


def test_parts_in_each_other_are_found_as_deep_as_people_make_them(tmp_path: Path) -> None:
    depth = bounds.MOST_NESTED - 1
    data = HEAD + b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (one, one) for one in range(depth)
    )
    found = arrived(tmp_path, data + b"Content-Disposition: attachment; filename=a.docx\n\n" + DOCX)
    assert enclosed(found) == {"reponse.eml/a.docx": DOCX}
