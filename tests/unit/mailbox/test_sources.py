"""The files under a path: links, loops and files that cannot be opened are told, and the others are found."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from surveykit.errors import UsageError
from surveykit.mailbox import arrivals, sources
from taken_apart import claimed


def _names(*paths: Path) -> list[str]:
    return [one.name for one in sources(paths) if one.refused is None]


def _refused(*paths: Path) -> dict[str, str]:
    return {one.name: one.refused.code for one in sources(paths) if one.refused is not None}


def _written(path: Path, age: int = 0) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x")
    os.utime(path, (1_400_000_000 + age, 1_400_000_000 + age))
    return path


def test_the_oldest_come_first_then_by_name(tmp_path: Path) -> None:
    for name, age in (("b", 5), ("c/a", 5), ("z", 1), ("c/d/e", 9)):
        _written(tmp_path / name, age)
    assert _names(tmp_path) == ["z", "b", "c/a", "c/d/e"]
    (first, *_) = sources([tmp_path])
    assert (first.size, first.modified and first.modified.timestamp()) == (1, 1_400_000_001)


def test_what_systems_leave_is_passed_over(tmp_path: Path) -> None:
    for name in (".hidden", "~$a.docx", "Thumbs.db", "a/desktop.ini", ".git/config", "a/b.docx"):
        _written(tmp_path / name)
    assert _names(tmp_path) == ["a/b.docx"]
    assert _names(_written(tmp_path / ".named")) == [".named"]


def test_a_path_where_nothing_is_cannot_be_asked_for(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no file or folder"):
        list(sources([tmp_path / "absent"]))


def test_a_file_named_twice_is_one(tmp_path: Path) -> None:
    file = _written(tmp_path / "a.docx")
    assert _names(file, tmp_path, file) == ["a.docx"]


def test_links_are_followed_within_the_folder_only(tmp_path: Path) -> None:
    outside = _written(tmp_path / "elsewhere" / "secret.docx").parent
    folder = tmp_path / "returns"
    _written(folder / ".store" / "held.docx")
    _written(folder / "plain.docx")
    (folder / "out.docx").symlink_to(outside / "secret.docx")
    (folder / "outside").symlink_to(outside)
    (folder / "in.docx").symlink_to(".store/held.docx")
    (folder / "inside").symlink_to(".store")
    assert sorted(_names(folder)) == ["in.docx", "inside/held.docx", "plain.docx"]
    assert _refused(folder) == {"out.docx": "leads_out", "outside": "leads_out"}


def test_a_folder_beside_with_the_same_beginning_is_outside(tmp_path: Path) -> None:
    _written(tmp_path / "returns-old" / "a.docx")
    folder = tmp_path / "returns"
    folder.mkdir()
    (folder / "a.docx").symlink_to(tmp_path / "returns-old" / "a.docx")
    assert _refused(folder) == {"a.docx": "leads_out"}


def test_a_folder_that_is_a_link_may_be_named(tmp_path: Path) -> None:
    _written(tmp_path / "a" / "b.docx")
    (tmp_path / "link").symlink_to("a")
    assert _names(tmp_path / "link") == ["b.docx"]


def test_loops_end(tmp_path: Path) -> None:
    _written(tmp_path / "a" / "b.docx")
    (tmp_path / "a" / "up").symlink_to("..")
    (tmp_path / "a" / "self").symlink_to("self")
    (tmp_path / "a" / "here").symlink_to(".")
    (tmp_path / "a" / "gone").symlink_to("absent")
    assert _names(tmp_path) == ["a/b.docx"]
    assert _refused(tmp_path) == {"a/gone": "cannot_open", "a/self": "cannot_open", "a/up": "leads_out"}


def test_pipes_and_sockets_are_no_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    os.mkfifo("pipe")
    with socket.socket(socket.AF_UNIX) as one:
        one.bind("socket")
        assert list(sources([tmp_path])) == []


def test_a_file_that_is_gone_or_locked_is_told_and_the_next_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("gone.docx", "locked.docx", "read.docx"):
        _written(tmp_path / name)
    found = list(sources([tmp_path]))
    (tmp_path / "gone.docx").unlink()
    opened = Path.open

    def locked(path: Path, *given: str) -> object:
        if path.name == "locked.docx":
            raise PermissionError(13, "in use")
        return opened(path, *given)

    monkeypatch.setattr(Path, "open", locked)
    told = [one for source in found for one in arrivals(source, claimed)]
    assert [[(name, why.code) for name, why in one.refused] for one in told] == [
        [("gone.docx", "cannot_open")],
        [("locked.docx", "cannot_open")],
        [],
    ]
    assert [one.name for one in told[2].enclosures] == ["read.docx"]
    ((_, why),) = told[1].refused
    assert str(why) == (
        "Ce fichier ne peut pas être ouvert\u00a0: il est peut-être ouvert dans un autre programme. Fermez-le, "
        "vérifiez que vous avez le droit de le lire, puis relancez la collecte."
    )
    assert not why.asks_sender


def test_a_folder_that_may_not_be_listed_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _written(tmp_path / "a" / "b.docx")
    _written(tmp_path / "c" / "d.docx")
    listed = os.scandir

    def forbidden(path: Path) -> object:
        if Path(path).name == "a":
            raise PermissionError(13, "forbidden")
        return listed(path)

    monkeypatch.setattr(os, "scandir", forbidden)
    assert _names(tmp_path) == ["c/d.docx"]
    assert _refused(tmp_path) == {"a": "cannot_open"}


def test_nothing_hides_in_a_name(tmp_path: Path) -> None:
    (tmp_path / "a\x1b[2J\u202etxt\n.docx").write_bytes(b"x")
    (tmp_path / os.fsdecode(b"\xe9t\xe9.docx")).write_bytes(b"x")
    assert sorted(_names(tmp_path)) == ["a␛[2Jtxt .docx", "�t�.docx"]
