"""Zips: each file in its bounds; names lead nowhere, and what cannot be unpacked is told with what to do."""

from __future__ import annotations

import io
import os
import struct
import time
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from saved_messages import locked, message, zipped
from surveykit.mailbox import bounds
from taken_apart import DOCX, arrived, enclosed, passed, refused


@pytest.fixture
def paris(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "Europe/Paris")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def _one(name: str, data: bytes = DOCX, **given: object) -> bytes:
    """A zip of one member with these facts."""
    entry = zipfile.ZipInfo(name)
    for key, value in given.items():
        setattr(entry, key, value)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(entry, data)
    return out.getvalue()


def _packed(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def test_each_file_arrives_by_itself(tmp_path: Path) -> None:
    found = arrived(tmp_path, _packed({"a.docx": DOCX, "corse/form.docx": DOCX, "v.docx": b""}), "r.zip")
    assert [list(enclosed([one])) for one in found] == [["r.zip/a.docx"], ["r.zip/corse/form.docx"], ["r.zip/v.docx"]]
    assert all(one.message is None for one in found)


def test_what_systems_leave_is_passed_over(tmp_path: Path) -> None:
    left = ("__MACOSX/._a.docx", ".DS_Store", "a/Thumbs.db", "~$a.docx")
    found = arrived(tmp_path, zipped({**dict.fromkeys(left, b"x"), "a.docx": DOCX}), "r.zip")
    assert list(enclosed(found)) == ["r.zip/a.docx"]
    assert passed(found) == [f"r.zip/{one}" for one in left]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "etc/passwd"),
        ("/etc/passwd", "etc/passwd"),
        ("C:\\a\\b.docx", "C:/a/b.docx"),
        ("..\\..\\b.docx", "b.docx"),
        ("a/./../b.docx", "a/b.docx"),
        ("a\x1b[2J\u202e.docx", "a␛[2J.docx"),
        ("a" * 400 + ".docx", "a" * 150 + ".docx"),
        ("x/" * 500 + "b.docx", "x/" * 9 + "b.docx"),
    ],
)
def test_names_are_only_shown(tmp_path: Path, name: str, shown: str) -> None:
    before = sorted(tmp_path.parent.iterdir())
    assert enclosed(arrived(tmp_path, zipped({name: DOCX}), "r.zip")) == {f"r.zip/{shown}": DOCX}
    assert sorted(tmp_path.parent.iterdir()) == before
    assert [one.name for one in tmp_path.iterdir()] == ["r.zip"]


@pytest.mark.parametrize("letters", ["utf-8", "cp437", "cp850"])
def test_names_are_read_in_the_letters_of_their_system(tmp_path: Path, letters: str) -> None:
    """Neither Windows nor a Mac says which letters these are."""
    name = (
        "Réponse été.docx" if letters == "cp437" else "Réponse de l’Île à É.docx" if letters == "utf-8" else "À É.docx"
    )
    raw = name.encode(letters)
    data = zipped({"x" * len(raw): DOCX}).replace(b"x" * len(raw), raw)
    assert list(enclosed(arrived(tmp_path, data, "r.zip"))) == [f"r.zip/{name}"]
    assert list(enclosed(arrived(tmp_path, zipped({"É’.docx": DOCX}), "r.zip"))) == ["r.zip/É’.docx"]


def test_when_a_file_was_saved(tmp_path: Path, paris: None) -> None:
    """As unpacking it would say: an archive writes the time of a clock on a wall, or that of the world beside it."""
    local = _one("a.docx", date_time=(2014, 9, 5, 10, 0, 0))
    exact = _one("a.docx", date_time=(2014, 9, 5, 1, 1, 0), extra=struct.pack("<HHBi", 0x5455, 5, 1, 1_409_904_000))
    for data in (local, exact):
        (one,) = arrived(tmp_path, data, "r.zip")
        assert one.enclosures[0].modified == datetime(2014, 9, 5, 8, tzinfo=UTC)
    (one,) = arrived(tmp_path, _one("a.docx"), "r.zip")
    assert one.enclosures[0].modified is None


def test_a_password_is_told_with_what_to_do(tmp_path: Path) -> None:
    found = arrived(tmp_path, locked(zipped({"a.docx": DOCX, "b.docx": DOCX})), "r.zip")
    assert enclosed(found) == {}
    ((name, why),) = found[0].refused
    assert (name, why.code, why.asks_sender) == ("r.zip", "archive", False)
    assert str(why) == (
        "Ce fichier est une archive compressée, qui contient «\u00a0a.docx\u00a0», «\u00a0b.docx\u00a0». "
        "Un mot de passe la protège\u00a0: décompressez-la avec ce mot de passe, puis collectez le dossier obtenu."
    )


def test_one_locked_file_does_not_lock_the_others(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.docx": DOCX, "b.docx": DOCX}))
    for mark, at in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        data[data.find(mark) + at] |= 1
    found = arrived(tmp_path, bytes(data), "r.zip")
    assert list(enclosed(found)) == ["r.zip/b.docx"]
    assert refused(found) == {"r.zip": "archive"}


def test_a_damaged_file_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    whole = _packed({"a.docx": os.urandom(3_000), "b.docx": DOCX, "c.docx": DOCX})
    at = whole.index(b"PK\x03\x04") + 100
    found = arrived(tmp_path, whole[:at] + bytes(50) + whole[at + 50 :], "r.zip")
    assert list(enclosed(found)) == ["r.zip/b.docx", "r.zip/c.docx"]
    assert refused(found) == {"r.zip/a.docx": "damaged_member"}


def test_an_unknown_way_of_packing_is_told(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.docx": DOCX}))
    for mark, at in ((b"PK\x01\x02", 10), (b"PK\x03\x04", 8)):
        struct.pack_into("<H", data, data.find(mark) + at, 9)
    assert refused(arrived(tmp_path, bytes(data), "r.zip")) == {"r.zip/a.docx": "damaged_member"}


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    found = arrived(tmp_path, _one("a.docx", b"/etc/passwd", create_system=3, external_attr=0o120777 << 16), "r.zip")
    assert refused(found) == {"r.zip/a.docx": "leads_out"}


def test_a_zip_that_cannot_be_opened_is_for_its_reader(tmp_path: Path) -> None:
    cut = zipped({"a.docx": DOCX})[:40]
    assert enclosed(arrived(tmp_path, cut, "r.zip")) == {"r.zip": cut}


@pytest.mark.parametrize("part", ["[Content_Types].xml", "mimetype", "word/document.xml", "Index/Document.iwa"])
def test_a_document_is_for_its_reader(tmp_path: Path, part: str) -> None:
    office = zipped({part: b"x"})
    assert enclosed(arrived(tmp_path, office, "r")) == {"r": office}
    assert enclosed(arrived(tmp_path, zipped({"r.odt": office}), "r.zip")) == {"r.zip/r.odt": office}


def test_what_lies_in_each_other_is_opened_in_bounds(tmp_path: Path) -> None:
    two = zipped({"b.zip": zipped({"a.docx": DOCX})})
    assert enclosed(arrived(tmp_path, two, "r.zip")) == {"r.zip/b.zip/a.docx": DOCX}
    found = arrived(tmp_path, zipped({"c.zip": two, "d.docx": DOCX}), "r.zip")
    assert list(enclosed(found)) == ["r.zip/d.docx"]
    assert refused(found) == {"r.zip/c.zip/b.zip": "archive"}
    inner = bytes(message({"a.zip": zipped({"a.docx": DOCX})}, logo=False))
    mixed = zipped({"m.eml": inner})
    assert enclosed(arrived(tmp_path, mixed, "r.zip")) == {"r.zip/m.eml/a.zip/a.docx": DOCX}


def test_messages_in_each_other_are_opened_in_bounds(tmp_path: Path) -> None:
    data = bytes(message({"0.docx": DOCX}, logo=False))
    for number in range(1, 12):
        data = bytes(message({f"{number}.docx": DOCX + b"%d" % number, "m.eml": data}, logo=False))
    found = arrived(tmp_path, data)
    assert len(found) == bounds.DEEPEST
    assert list(refused(found).values()) == ["archive"]
    assert len(enclosed(found)) == bounds.DEEPEST


def test_a_file_too_large_is_told_by_its_name(tmp_path: Path) -> None:
    large = b"%PDF" + b"\xe9\n" * (bounds.LARGEST_ENCLOSURE // 2)
    assert refused(arrived(tmp_path, large, "r.pdf")) == {"r.pdf": "too_large"}
    assert refused(arrived(tmp_path, zipped({"r.pdf": large}), "r.zip")) == {"r.zip/r.pdf": "too_large"}
    found = arrived(tmp_path, bytes(message({"r.pdf": large, "a.docx": DOCX})))
    assert list(enclosed(found)) == ["reponse.eml/a.docx"]
    ((name, why),) = found[0].refused
    assert (name, why.reason) == (
        "reponse.eml/r.pdf",
        "Ce fichier dépasse 20\u00a0Mo\u00a0: il n’est ni lu ni conservé.",
    )


def test_a_bomb_is_told_by_its_name(tmp_path: Path) -> None:
    found = arrived(tmp_path, _packed({"bomb.docx": bytes(15 * bounds.MB), "a.docx": DOCX}), "r.zip")
    assert list(enclosed(found)) == ["r.zip/a.docx"]
    assert refused(found) == {"r.zip/bomb.docx": "archive"}


def test_members_that_share_bytes_are_told(tmp_path: Path) -> None:
    """A bomb without nesting: each member is the same few bytes again."""
    data = zipped({f"{rank}.docx": DOCX for rank in range(3)})
    shared = bytearray(data)
    at = shared.find(b"PK\x01\x02")
    while at >= 0:
        struct.pack_into("<I", shared, at + 42, 0)
        at = shared.find(b"PK\x01\x02", at + 1)
    assert refused(arrived(tmp_path, bytes(shared), "r.zip")) == {"r.zip": "archive"}


def test_an_archive_of_too_many_files_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("surveykit.mailbox.archives.MOST_MEMBERS", 10)
    assert len(enclosed(arrived(tmp_path, zipped({f"{rank}.docx": b"x" for rank in range(10)}), "r.zip"))) == 10
    many = zipped({f"{rank}.docx": b"x" for rank in range(11)})
    assert refused(arrived(tmp_path, many, "r.zip")) == {"r.zip": "archive"}
    monkeypatch.setattr("surveykit.mailbox.archives.LARGEST_DIRECTORY", 300)
    assert refused(arrived(tmp_path, zipped({f"{rank}.docx": b"x" for rank in range(9)}), "r.zip")) == {
        "r.zip": "archive"
    }


def test_an_archive_that_holds_too_much_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("surveykit.mailbox.opening.LARGEST_UNPACKED", 3_000)
    found = arrived(tmp_path, zipped({f"{rank}.zip": zipped({"a.docx": b"x" * 600}) for rank in range(3)}), "r.zip")
    assert list(enclosed(found)) == ["r.zip/0.zip/a.docx"]
    assert refused(found) == {"r.zip/1.zip": "archive", "r.zip/2.zip": "archive"}
