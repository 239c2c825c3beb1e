"""Where a source opens a file for writing, or makes or moves one, by any of the ways that Python has."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

_WRITES = {
    *("write_bytes", "write_text", "touch", "mkdir", "makedirs", "mkfifo", "symlink_to", "hardlink_to", "symlink"),
    *("write_parquet", "write_csv", "write_excel", "to_excel", "write_sav", "write_dta", "write_por", "write_xport"),
    *("sink_parquet", "sink_csv", "dump_to_file", "savefig", "urlretrieve"),
}
"""Calls that write a file whatever they are given, by their last name."""

_INTO = {"save", "ZipFile", "TarFile", "GzipFile", "BZ2File", "LZMAFile", "Workbook", "FileIO", "connect"}
"""Calls that write to a path, or to memory when that is what they are given."""

_OF_OS = {"open", "replace", "rename", "renames", "link", "mkdir", "makedirs", "truncate", "symlink", "mknod", "mkfifo"}
_MODULES = {"shutil", "tempfile"}
_MODE = re.compile(r"[rwaxbtU+]{1,4}")


def writing_calls(source: str) -> Iterator[tuple[int, str]]:
    """The lines that write, each with the call as it stands; what goes to memory is not among them."""
    tree = ast.parse(source)
    memory = set(_in_memory(tree))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names if alias.name.partition(".")[0] in _MODULES]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module] if node.module in _MODULES else []
        elif isinstance(node, ast.Call):
            names = [ast.unparse(node.func)] if _writes(node, memory) else []
        else:
            continue
        for name in names:
            yield node.lineno, str(name)


def _writes(call: ast.Call, memory: set[str]) -> bool:
    whole = ast.unparse(call.func)
    name = whole.rpartition(".")[2]
    if whole == f"os.{name}" and name in _OF_OS:
        return True
    if name in {"open", "fdopen"}:
        return _opens_for_writing(call, method=isinstance(call.func, ast.Attribute))
    if name in _INTO:
        first = call.args[0] if call.args else None
        return not (isinstance(first, ast.Name) and first.id in memory) and not _reads(call)
    return name in _WRITES


def _opens_for_writing(call: ast.Call, *, method: bool) -> bool:
    """Whether a mode says so; of a method, whose first argument is a name as often as a mode, either may be it."""
    given = [word.value for word in call.keywords if word.arg == "mode"] or call.args[0 if method else 1 : 2]
    if any(isinstance(mode, ast.Constant) and _is_mode_of_writing(str(mode.value)) for mode in given):
        return True
    return not method and any(not isinstance(mode, ast.Constant) for mode in given)


def _is_mode_of_writing(text: str) -> bool:
    return bool(_MODE.fullmatch(text) and set(text) & set("wax+"))


def _reads(call: ast.Call) -> bool:
    """Whether an archive is opened to be read, or a call of that name is not about a file."""
    name = ast.unparse(call.func).rpartition(".")[2]
    if name in {"save", "Workbook", "connect"}:
        return not call.args
    return len(call.args) < 2 and not any(word.arg == "mode" for word in call.keywords)


def _in_memory(tree: ast.AST) -> Iterator[str]:
    """The names that are bound to memory: `saved = io.BytesIO()`, alone or in a `with`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and _is_memory(node.value):
            yield from (one.id for one in node.targets if isinstance(one, ast.Name))
        if isinstance(node, ast.withitem) and _is_memory(node.context_expr):
            yield ast.unparse(node.optional_vars or node.context_expr)


def _is_memory(value: ast.expr) -> bool:
    return isinstance(value, ast.Call) and ast.unparse(value.func).rpartition(".")[2] in {"BytesIO", "StringIO"}
