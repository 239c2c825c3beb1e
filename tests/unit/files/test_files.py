"""Files are written whole or not at all, for whom they should be, wherever they go."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from surveykit.errors import UsageError
from surveykit.files import make_folder, reserve, write, write_each, written

NEW, OLD = b"new" * 50_000, b"the earlier file"


def rights(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def inside(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def refusing(monkeypatch: pytest.MonkeyPatch, name: str, number: int, *, at: int = 1) -> None:
    """The call of `os` of that number, counted from 1, is refused with that error; those after it are served."""
    real: Callable[..., object] = getattr(os, name)
    calls = iter(range(1, 1_000_000))

    def called(*given: object, **named: object) -> object:
        if next(calls) == at:
            raise OSError(number, os.strerror(number))
        return real(*given, **named)

    monkeypatch.setattr(os, name, called)


def test_a_file_is_written_and_nothing_else_is_left(tmp_path: Path) -> None:
    write(tmp_path / "a" / "b" / "one", NEW)
    assert (tmp_path / "a" / "b" / "one").read_bytes() == NEW
    write(tmp_path / "a" / "b" / "one", OLD)
    assert (tmp_path / "a" / "b" / "one").read_bytes() == OLD
    assert inside(tmp_path) == ["a", "a/b", "a/b/one"]


REFUSALS = [
    ("write", errno.ENOSPC, "the disk is full"),
    ("write", errno.EDQUOT, "the disk is full"),
    ("fsync", errno.ENOSPC, "the disk is full"),
    ("fsync", errno.EIO, "Input/output error"),
    ("write", errno.EFBIG, "larger than is allowed"),
    ("open", errno.EROFS, "its folder does not allow it"),
    ("open", errno.EACCES, "its folder does not allow it"),
    ("replace", errno.EACCES, "open in another program"),
    ("replace", errno.EBUSY, "busy"),
]


@pytest.mark.parametrize("refusal", REFUSALS)
@pytest.mark.parametrize("earlier", [OLD, None])
def test_what_the_disk_refuses_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refusal: tuple[str, int, str], earlier: bytes | None
) -> None:
    path = tmp_path / "made" / "bilan.docx"
    if earlier is not None:
        write(path, earlier)
    call, number, said = refusal
    refusing(monkeypatch, call, number)
    with pytest.raises(UsageError, match=said) as told:
        write(path, NEW)
    assert str(path) in str(told.value)
    assert "as it was" in str(told.value)
    if earlier is None:
        assert inside(tmp_path) == []
    else:
        assert inside(tmp_path) == ["made", "made/bilan.docx"]
        assert path.read_bytes() == earlier


def test_a_disk_that_fills_up_in_the_middle_of_several_files_changes_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = tmp_path / "old", tmp_path / "deep" / "new"
    write(old, OLD)
    refusing(monkeypatch, "fsync", errno.ENOSPC, at=2)
    with pytest.raises(UsageError, match="the disk is full"), written({old: NEW, new: NEW}):
        pytest.fail("the body ran though a file could not be written")
    assert old.read_bytes() == OLD
    assert inside(tmp_path) == ["old"]


@pytest.mark.parametrize("linked", [True, False], ids=["a second name", "a copy, where a file has one name only"])
def test_a_rename_that_fails_takes_the_former_ones_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, linked: bool
) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    write(first, OLD)
    first.chmod(0o640)
    write(second, OLD)
    if not linked:
        monkeypatch.setattr(os, "link", lambda *_: (_ for _ in ()).throw(OSError(errno.EPERM, "no")))
    refusing(monkeypatch, "replace", errno.EACCES, at=2)
    with pytest.raises(UsageError, match="second could not be replaced"), written({first: NEW, second: NEW}):
        pytest.fail("the body ran though a file could not be placed")
    assert (first.read_bytes(), second.read_bytes()) == (OLD, OLD)
    assert rights(first) == 0o640
    assert inside(tmp_path) == ["first", "second"]


class _InTheBodyError(Exception):
    pass


@pytest.mark.parametrize("kind", [_InTheBodyError, KeyboardInterrupt, SystemExit])
def test_files_stand_when_the_body_runs_and_not_when_it_fails(tmp_path: Path, kind: type[BaseException]) -> None:
    old, new = tmp_path / "old", tmp_path / "deep" / "new"
    write(old, OLD)

    def body() -> None:
        with written({old: NEW, new: NEW}):
            assert (old.read_bytes(), new.read_bytes()) == (NEW, NEW)
            raise kind

    with pytest.raises(kind):
        body()
    assert old.read_bytes() == OLD
    assert inside(tmp_path) == ["old"]
    with written({old: NEW, new: NEW}):
        pass
    assert (old.read_bytes(), new.read_bytes()) == (NEW, NEW)
    assert inside(tmp_path) == ["deep", "deep/new", "old"]


def test_what_cannot_be_put_back_is_told_with_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "bilan.docx"
    write(path, OLD)

    def body() -> None:
        with written({path: NEW}):
            refusing(monkeypatch, "replace", errno.EIO)
            raise UsageError("the register is locked.")

    with pytest.raises(UsageError, match=r"the register is locked\.\nMoreover, .*bilan\.docx could not be taken back"):
        body()
    (kept,) = (one for one in tmp_path.iterdir() if one != path)
    assert kept.read_bytes() == OLD


def test_two_names_of_one_file_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "one"
    other = tmp_path / "link"
    other.symlink_to(path)
    with pytest.raises(UsageError, match="are one file"), written({path: NEW, other: OLD}):
        pytest.fail("the body ran")
    assert inside(tmp_path) == ["link"]


def test_rights_of_new_and_of_replaced_files(tmp_path: Path) -> None:
    mask = os.umask(0o027)
    try:
        write(tmp_path / "open", NEW)
        write(tmp_path / "secret" / "deep" / "one", NEW, confidential=True)
    finally:
        os.umask(mask)
    assert rights(tmp_path / "open") == 0o640
    assert rights(tmp_path / "secret" / "deep" / "one") == 0o600
    assert rights(tmp_path / "secret") == rights(tmp_path / "secret" / "deep") == 0o700
    (tmp_path / "open").chmod(0o664)
    write(tmp_path / "open", OLD)
    assert rights(tmp_path / "open") == 0o664
    write(tmp_path / "open", OLD, confidential=True)
    assert rights(tmp_path / "open") == 0o600


def test_a_confidential_file_is_never_anybody_elses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "answers.csv"
    write(path, OLD)
    path.chmod(0o644)
    seen: list[int] = []
    real = os.write

    def watched(descriptor: int, data: bytes) -> int:
        seen.append(stat.S_IMODE(os.fstat(descriptor).st_mode))
        return real(descriptor, data)

    monkeypatch.setattr(os, "write", watched)
    write(path, NEW, confidential=True)
    assert seen == [0o600]
    write(path, NEW)
    assert seen == [0o600, 0o600]


def test_a_link_stays_and_what_it_leads_to_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    (tmp_path / "near").mkdir()
    link = tmp_path / "near" / "link"
    link.symlink_to(Path("..") / "far" / "real")
    write(link, OLD)
    write(link, NEW)
    assert link.is_symlink()
    assert (tmp_path / "far" / "real").read_bytes() == NEW
    assert inside(tmp_path) == ["far", "far/real", "near", "near/link"]


def test_links_in_a_circle_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    with pytest.raises(UsageError, match="a cannot be written"):
        write(tmp_path / "a", NEW)
    assert inside(tmp_path) == ["a", "b"]


def test_a_pipe_is_written_straight_to(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    came: list[bytes] = []
    reader = threading.Thread(target=lambda: came.append(pipe.read_bytes()))
    reader.start()
    write(pipe, NEW, confidential=True)
    reader.join(timeout=30)
    assert came == [NEW]
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert inside(tmp_path) == ["pipe"]


@pytest.mark.parametrize("name", ["/dev/stdout", "/dev/fd/1"])
def test_standard_output_by_its_name_is_added_to(tmp_path: Path, name: str) -> None:
    script = f"from pathlib import Path; from surveykit.files import write; write(Path({name!r}), b'new')"
    taken = tmp_path / "taken"
    taken.write_bytes(OLD)
    with taken.open("ab") as stream:
        subprocess.run([sys.executable, "-c", script], stdout=stream, check=True)
    assert taken.read_bytes() == OLD + b"new"
    piped = subprocess.run([sys.executable, "-c", script], stdout=subprocess.PIPE, check=True)
    assert piped.stdout == b"new"
    assert inside(tmp_path) == ["taken"]


def test_a_device_takes_what_it_is_given() -> None:
    write(Path(os.devnull), NEW)
    assert not Path(os.devnull).is_file()
    assert Path(os.devnull).read_bytes() == b""


def test_a_full_device_is_told() -> None:
    with pytest.raises(UsageError, match="the disk is full"):
        write(Path("/dev/full"), NEW)


def test_a_folder_or_a_file_in_the_way_is_refused(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_bytes(OLD)
    with pytest.raises(UsageError, match="is a folder: give the name of a file"):
        write(tmp_path / "folder", NEW)
    with pytest.raises(UsageError, match="a file stands where a folder is needed"):
        write(tmp_path / "file" / "deep" / "new", NEW)
    with pytest.raises(UsageError, match="a file stands where a folder is needed"):
        make_folder(tmp_path / "file")
    with pytest.raises(UsageError, match="its name is too long"):
        write(tmp_path / ("n" * 300), NEW)
    assert inside(tmp_path) == ["file", "folder"]
    longest = tmp_path / ("n" * 255)
    write(longest, NEW)
    assert longest.read_bytes() == NEW


UNPRIVILEGED = """
import os, sys
from pathlib import Path
from surveykit.errors import UsageError
from surveykit.files import write

if os.geteuid() == 0:
    os.setegid(65534)
    os.seteuid(65534)
try:
    write(Path(sys.argv[1]), b"new")
except UsageError as error:
    print(error)
"""


@pytest.mark.parametrize(
    ("of_folder", "of_file", "said"),
    [
        (0o777, 0o444, "is read-only and was left as it is"),
        (0o555, 0o666, "cannot be written, its folder does not allow it"),
        (0o555, None, "cannot be written, its folder does not allow it"),
        (0o000, 0o666, "cannot be written, its folder does not allow it"),
        (0o333, 0o666, ""),
    ],
)
def test_what_is_read_only_is_left_as_it_is(of_folder: int, of_file: int | None, said: str) -> None:
    with tempfile.TemporaryDirectory() as made:
        Path(made).chmod(0o755)
        folder = Path(made) / "folder"
        folder.mkdir()
        path = folder / "final.docx"
        if of_file is not None:
            path.write_bytes(OLD)
            path.chmod(of_file)
        folder.chmod(of_folder)
        command = [sys.executable, "-c", UNPRIVILEGED, str(path)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        folder.chmod(0o755)
        assert said in done.stdout
        assert bool(said) == bool(done.stdout)
        assert inside(folder) == ([] if of_file is None else ["final.docx"])
        if of_file is not None:
            assert path.read_bytes() == (OLD if said else b"new")


@pytest.mark.parametrize("number", [errno.EINVAL, errno.ENOTSUP, errno.EACCES])
def test_a_folder_that_cannot_be_flushed_is_no_reason_to_fail(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    refusing(monkeypatch, "fsync", number, at=2)
    write(tmp_path / "one", NEW)
    assert (tmp_path / "one").read_bytes() == NEW


def test_a_folder_that_is_lost_takes_the_file_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "one"
    write(path, OLD)
    refusing(monkeypatch, "fsync", errno.EIO, at=2)
    with pytest.raises(UsageError, match="Input/output error"):
        write(path, NEW)
    assert path.read_bytes() == OLD


def test_names_are_kept_on_the_disk_after_the_content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    for name in ("write", "fsync", "replace"):
        real: Callable[..., object] = getattr(os, name)

        def told(*given: object, name: str = name, real: Callable[..., object] = real) -> object:
            done.append(name)
            return real(*given)

        monkeypatch.setattr(os, name, told)
    with written({tmp_path / "a": b"a", tmp_path / "b": b"b"}):
        assert done == ["write", "write", "fsync", "fsync", "replace", "replace", "fsync"]


def test_writers_at_once_leave_one_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "one"
    contents = [bytes([letter]) * 200_000 for letter in b"abcdefgh"]
    torn: list[bytes] = []
    going = threading.Event()

    def read() -> None:
        while not going.is_set():
            if path.exists() and (found := path.read_bytes()) not in contents:
                torn.append(found)

    reader = threading.Thread(target=read)
    reader.start()
    writers = [threading.Thread(target=write, args=(path, one)) for one in contents]
    for one in writers:
        one.start()
    for one in writers:
        one.join()
    going.set()
    reader.join()
    assert not torn
    assert path.read_bytes() in contents
    assert inside(tmp_path) == ["one"]


def test_a_reserved_file_is_its_owners_and_one_that_is_there_stays(tmp_path: Path) -> None:
    path = tmp_path / "register"
    reserve(path)
    assert rights(path) == 0o600
    assert path.read_bytes() == b""
    path.write_bytes(OLD)
    path.chmod(0o640)
    reserve(path)
    assert path.read_bytes() == OLD
    assert rights(path) == 0o640
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "elsewhere")
    reserve(link)
    assert rights(tmp_path / "elsewhere") == 0o600
    assert link.is_symlink()


def test_folders_that_were_there_keep_their_rights(tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir(mode=0o755)
    make_folder(tmp_path / "shared" / "a" / "b", confidential=True)
    assert rights(tmp_path / "shared") == 0o755
    assert rights(tmp_path / "shared" / "a") == rights(tmp_path / "shared" / "a" / "b") == 0o700


def test_many_files_are_written_as_they_come(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []

    def coming() -> Iterator[tuple[Path, bytes]]:
        for number in range(100):
            seen.append(len(inside(tmp_path)))
            yield tmp_path / f"{number:03}", b"%d" % number

    assert write_each(coming(), confidential=True) == 100
    assert sorted(set(seen)) == [0, 32, 64, 96]
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        f"{number:03}": b"%d" % number for number in range(100)
    }
    assert {rights(path) for path in tmp_path.iterdir()} == {0o600}
    assert write_each([]) == 0
    refusing(monkeypatch, "write", errno.ENOSPC, at=41)
    with pytest.raises(UsageError, match="040 cannot be written, the disk is full"):
        write_each((tmp_path / f"{number:03}", b"new") for number in range(100))
    changed = [path.name for path in tmp_path.iterdir() if path.read_bytes() == b"new"]
    assert sorted(changed) == [f"{number:03}" for number in range(32)]
    assert len(inside(tmp_path)) == 100
