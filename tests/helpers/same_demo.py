"""Whether the demonstration writes the same bytes as it did at an earlier commit: `make same AGAINST=COMMIT`.

Runs `surveykit demo` from the earlier commit's tree, then from the working tree, on this machine with the same
libraries, and compares every file. Registers are left out: a SQLite file may hold the same rows in other pages.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
REGISTERS = (".sqlite", ".sqlite-wal", ".sqlite-shm", ".sqlite-journal")


def demonstration(tree: Path, output: Path) -> dict[str, bytes]:
    """The files that the demonstration of a source tree writes, each by its name in the folder."""
    sources = os.pathsep.join(str(tree / folder) for folder in ("src", "renderers", "surveys"))
    if (tree / "hatch_build.py").exists():  # it compiles the catalogues of words
        subprocess.run([sys.executable, str(tree / "hatch_build.py")], check=True)
    subprocess.run(
        [sys.executable, "-m", "surveykit", "demo", "-o", str(output)],
        check=True,
        cwd=output.parent,
        env={**os.environ, "PYTHONPATH": sources, "PYTHONHASHSEED": "0"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    files = (path for path in output.rglob("*") if path.is_file() and not path.name.endswith(REGISTERS))
    return {path.relative_to(output).as_posix(): path.read_bytes() for path in files}


def differences(earlier: dict[str, bytes], now: dict[str, bytes]) -> list[str]:
    """A line for each file that is new, gone or different."""
    said = [f"gone: {name}" for name in sorted(earlier.keys() - now.keys())]
    said += [f"new: {name}" for name in sorted(now.keys() - earlier.keys())]
    return said + [f"different: {name}" for name in sorted(earlier.keys() & now.keys()) if earlier[name] != now[name]]


def main() -> int:
    """Compares the demonstration of a commit with the working tree's; returns 1 when a file differs."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("commit", help="the earlier commit")
    parser.add_argument("--keep", type=Path, help="leave both demonstrations in this folder")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="same-demo-") as made:
        place = given.keep.resolve() if given.keep else Path(made)
        place.mkdir(parents=True, exist_ok=True)
        tree = Path(made) / "tree"
        subprocess.run(["git", "worktree", "add", "--quiet", "--detach", tree, given.commit], check=True, cwd=ROOT)
        try:
            earlier = demonstration(tree, place / "earlier")
            now = demonstration(ROOT, place / "now")
        finally:
            subprocess.run(["git", "worktree", "remove", "--force", tree], check=True, cwd=ROOT)
    said = differences(earlier, now)
    said.append(f"{len(earlier)} files at {given.commit}, {len(now)} now, {len(said)} differences")
    sys.stdout.write("\n".join(said) + "\n")
    return 0 if earlier == now else 1


if __name__ == "__main__":
    sys.exit(main())
