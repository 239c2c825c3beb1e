"""The measures of the sources, beside those of other libraries: `make house`; `--markdown` for docs/measurements.md.

Each measure says its definition. Complexity is McCabe's as `radon cc --show-closures` (6.0) counts it, because the
figures of the other libraries were taken with radon; a test of this module holds some of its counts.
"""

from __future__ import annotations

import argparse
import ast
import io
import re
import statistics
import sys
import tokenize
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ("src", "renderers")
TESTS = "tests"

Function = ast.FunctionDef | ast.AsyncFunctionDef
Documented = ast.ClassDef | Function

PRECISE = re.compile(
    r"\b(raise[sd]?|refuse[sd]?|none|empty|error|iso|utf|json|csv|xml|html|pdf|percent|%|bytes?|pixels?|points?|seconds?|"
    r"lines?|characters?|digits?|format|format(s|ted)|rows?|columns?|indent)\b|\d",
    re.IGNORECASE,
)
"""What a docstring says when it names errors, units, None or a format."""


class Source(NamedTuple):
    """A file of the library."""

    module: str
    name: str
    text: str
    tree: ast.Module

    @property
    def lines(self) -> int:
        """How many lines it has, blank ones too."""
        return len(self.text.splitlines())


class Block(NamedTuple):
    """A function or a method, with its complexity."""

    where: str
    complexity: int


class House(NamedTuple):
    """The sources of the library, and how many lines its tests have."""

    sources: tuple[Source, ...]
    test_lines: int


def house(root: Path = ROOT) -> House:
    """Reads every Python file of src and renderers, and counts the lines of those of tests."""
    tests = sum(len(path.read_text("utf-8").splitlines()) for path in (root / TESTS).rglob("*.py"))
    return House(tuple(_sources(root)), tests)


def _sources(root: Path) -> Iterator[Source]:
    for folder in SOURCES:
        for path in sorted((root / folder).rglob("*.py")):
            parts = path.relative_to(root / folder).with_suffix("").parts
            module = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
            text = path.read_text("utf-8")
            yield Source(module, path.name, text, ast.parse(text))


def _functions(source: Source) -> Iterator[Function]:
    return (node for node in ast.walk(source.tree) if isinstance(node, Function))


def _calls(source: Source) -> Iterator[str]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node.func.id


# Imports


def _targets(node: ast.AST, modules: Mapping[str, Source], module: str, *, is_package: bool) -> Iterator[str]:
    """The modules of the library that an import statement names."""
    if isinstance(node, ast.Import):
        named = [alias.name for alias in node.names]
    elif isinstance(node, ast.ImportFrom):
        above = module.split(".")[: len(module.split(".")) - node.level + is_package] if node.level else []
        base = ".".join([*above, *([node.module] if node.module else [])])
        named = [f"{base}.{alias.name}" if f"{base}.{alias.name}" in modules else base for alias in node.names]
    else:
        named = []
    return (one for one in named if one in modules and one != module)


def _imports(source: Source, modules: Mapping[str, Source], *, in_functions: bool) -> set[str]:
    inside = {id(node) for function in _functions(source) for node in ast.walk(function)}
    return {
        target
        for node in ast.walk(source.tree)
        if in_functions or id(node) not in inside
        for target in _targets(node, modules, source.module, is_package=source.name == "__init__.py")
    }


def cycles(sources: Iterable[Source], *, in_functions: bool) -> list[set[str]]:
    """The groups of modules that import each other, each module of a group reached from any other of it."""
    modules = {source.module: source for source in sources}
    graph = {name: _imports(source, modules, in_functions=in_functions) for name, source in modules.items()}

    @cache
    def reached(start: str) -> frozenset[str]:
        seen: set[str] = set()
        left = [start]
        while left:
            left += (fresh := graph[left.pop()] - seen)
            seen |= fresh
        return frozenset(seen)

    found: list[set[str]] = []
    for name in graph:
        group = {other for other in reached(name) if name in reached(other)}
        if len(group) > 1 and group not in found:
            found.append(group)
    return found


def _cycles(sources: Iterable[Source], *, in_functions: bool) -> str:
    found = cycles(sources, in_functions=in_functions)
    return f"{len(found)} / {max(map(len, found), default=0)}"


def imports_in_functions(sources: Iterable[Source]) -> int:
    """The import statements that stand in a function."""
    return len(
        {
            (source.module, node.lineno)
            for source in sources
            for function in _functions(source)
            for node in ast.walk(function)
            if isinstance(node, ast.Import | ast.ImportFrom)
        }
    )


# Functions


def _length(function: Function) -> int:
    """The lines from `def` to the last one of the body; decorators are left out."""
    return (function.end_lineno or function.lineno) - function.lineno + 1


def _longest(sources: Iterable[Source]) -> str:
    length, where = max((_length(one), f"{source.name}:{one.name}") for source in sources for one in _functions(source))
    return f"{length} ({where})"


def _longer(sources: Iterable[Source]) -> str:
    lengths = [_length(one) for source in sources for one in _functions(source)]
    return f"{sum(one > 40 for one in lengths)} / {sum(one > 60 for one in lengths)}"


def _annotated(sources: Iterable[Source]) -> str:
    given = [one.returns is not None for source in sources for one in _functions(source)]
    return f"{100 * sum(given) / len(given):.0f} %"


# Complexity


def _decisions(node: ast.AST) -> int:
    """What a node adds to the complexity of the function that it stands in; a lambda adds nothing."""
    decisions = 0
    match node:
        case ast.Try():
            decisions = len(node.handlers) + bool(node.orelse)
        case ast.BoolOp():
            decisions = len(node.values) - 1
        case ast.If() | ast.IfExp() | ast.Assert():
            decisions = 1
        case ast.Match():
            decisions = len(node.cases) - any(_catches_the_rest(case.pattern) for case in node.cases)
        case ast.For() | ast.AsyncFor() | ast.While():
            decisions = 1 + bool(node.orelse)
        case ast.comprehension():
            decisions = 1 + len(node.ifs)
    return decisions


def _catches_the_rest(pattern: ast.pattern) -> bool:
    return isinstance(pattern, ast.MatchAs) and pattern.pattern is None


def complexity(function: Function) -> int:
    """One more than the decisions of a function; a function that stands in it is a block of its own."""
    return 1 + sum(_within(statement) for statement in function.body)


def _within(node: ast.AST) -> int:
    if isinstance(node, Function):
        return 0
    if isinstance(node, ast.Assert):
        return 1
    return _decisions(node) + sum(_within(child) for child in ast.iter_child_nodes(node))


def blocks(sources: Iterable[Source]) -> list[Block]:
    """Every function and method, those that stand in another function too."""
    return [
        Block(f"{source.module}:{function.name}", complexity(function))
        for source in sources
        for function in _functions(source)
    ]


def _most_complex(sources: Iterable[Source]) -> str:
    worst = max(blocks(sources), key=lambda one: one.complexity)
    return f"{worst.complexity} ({worst.where})"


def _mean_complexity(sources: Iterable[Source]) -> str:
    found = [one.complexity for one in blocks(sources)]
    return f"{statistics.mean(found):.2f} / {sum(one > 10 for one in found)}"


# Words


def _public(source: Source) -> Iterator[ast.ClassDef | Function]:
    """The classes, functions and methods of a module whose names do not begin with `_`, wherever they stand."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ClassDef | Function) and not node.name.startswith("_"):
            yield node


def _documented(sources: Iterable[Source]) -> str:
    given = [ast.get_docstring(node) is not None for source in sources for node in _public(source)]
    return f"{100 * sum(given) / len(given):.0f} % of {len(given)}"


def _precise(sources: Iterable[Source]) -> str:
    said = [text for source in sources for node in _public(source) if (text := ast.get_docstring(node))]
    return f"{100 * sum(bool(PRECISE.search(text)) for text in said) / len(said):.0f} %"


def _per_hundred(count: Callable[[Source], int], sources: tuple[Source, ...]) -> str:
    return f"{100 * sum(map(count, sources)) / sum(source.lines for source in sources):.1f}"


def _comment_lines(source: Source) -> int:
    tokens = tokenize.generate_tokens(io.StringIO(source.text).readline)
    return sum(token.type == tokenize.COMMENT for token in tokens)


def _docstring_lines(source: Source) -> int:
    """The lines of the texts, blank ones too; a line of closing quotes is none."""
    nodes = (node for node in ast.walk(source.tree) if isinstance(node, Documented))
    return sum(len((ast.get_docstring(node) or "").splitlines()) for node in nodes)


def _string_keys(source: Source) -> int:
    """The places that take a part of something by a word: `row["name"]` and `row.get("name")`."""
    return sum(_is_string_key(node) for node in ast.walk(source.tree))


def _is_string_key(node: ast.AST) -> bool:
    match node:
        case ast.Subscript(slice=ast.Constant(value=str())):
            return True
        case ast.Call(func=ast.Attribute(attr="get"), args=[ast.Constant(value=str()), *_]):
            return True
        case _:
            return False


def _catches_all(source: Source) -> int:
    """The handlers of `Exception`, of `BaseException` and of anything."""
    return sum(
        isinstance(node, ast.ExceptHandler)
        and (node.type is None or (isinstance(node.type, ast.Name) and node.type.id in {"Exception", "BaseException"}))
        for node in ast.walk(source.tree)
    )


# Names


def class_homonyms(sources: Iterable[Source]) -> dict[str, tuple[str, ...]]:
    """The class names, private ones too, that more than one module defines, each with the modules."""
    return _homonyms(_names(sources, ast.ClassDef))


def function_homonyms(sources: Iterable[Source]) -> dict[str, tuple[str, ...]]:
    """The public function names that more than one module defines, each with the modules; methods apart."""
    return _homonyms(_public_functions(sources))


def _public_functions(sources: Iterable[Source]) -> dict[str, set[str]]:
    named = _names(sources, ast.FunctionDef, ast.AsyncFunctionDef)
    return {name: modules for name, modules in named.items() if not name.startswith("_")}


def _names(sources: Iterable[Source], *kinds: type[ast.stmt]) -> dict[str, set[str]]:
    """The names that stand at the top of modules, each with the modules that define it."""
    where: dict[str, set[str]] = defaultdict(set)
    for source in sources:
        for node in source.tree.body:
            if isinstance(node, kinds):
                where[str(getattr(node, "name", ""))].add(source.module)
    return where


def _homonyms(where: Mapping[str, set[str]]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(sorted(modules)) for name, modules in sorted(where.items()) if len(modules) > 1}


def _of_all(where: Mapping[str, set[str]]) -> str:
    return f"{len(_homonyms(where))} of {len(where)}"


# The table


OTHERS = ("import-linter", "structlog", "attrs", "sqlite-utils", "weasyprint", "python-docx", "pyxform", "great-tables")
"""The libraries whose figures stand beside, each measured once, with the same definitions."""

FIGURES = {
    "files": ("40", "21", "19", "10", "68", "95", "58", "49"),
    "lines": ("3994", "7274", "6428", "11248", "33473", "16081", "12997", "31543"),
    "median / max file": (
        "58 / 498",
        "245 / 1249",
        "89 / 3462",
        "184 / 5547",
        "365 / 2177",
        "112 / 977",
        "93 / 1497",
        "182 / 6610",
    ),
    "return types annotated": ("96 %", "96 %", "14 %", "66 %", "0 %", "40 %", "35 %", "88 %"),
    "cycles, top-level (n / largest)": ("0 / 0", "1 / 11", "0 / 0", "0 / 0", "1 / 53", "0 / 0", "0 / 0", "0 / 0"),
    "cycles, in-function imports counted": ("0 / 0", "1 / 11", "1 / 2", "0 / 0", "1 / 56", "3 / 7", "2 / 6", "4 / 6"),
    "in-function imports": ("1", "6", "17", "0", "53", "8", "7", "91"),
    "longest function": ("107", "134", "256", "460", "954", "31", "1187", "969"),
    "functions > 40 / > 60 lines": (
        "5 / 2",
        "9 / 4",
        "22 / 13",
        "55 / 35",
        "165 / 97",
        "0 / 0",
        "40 / 16",
        "77 / 43",
    ),
    "string keys per 1,000 lines": ("23.8", "13.2", "11.5", "4.0", "43.3", "1.8", "31.6", "2.3"),
    "public names with docstring": (
        "46 % of 163",
        "86 % of 212",
        "82 % of 45",
        "72 % of 269",
        "72 % of 949",
        "71 % of 1201",
        "46 % of 395",
        "56 % of 18",
    ),
    "…whose docstring names errors, units, None or a format": (
        "20 %",
        "81 %",
        "82 %",
        "37 %",
        "44 %",
        "48 %",
        "21 %",
        "22 %",
    ),
    "comment lines per 100": ("2.3", "4.0", "4.0", "3.4", "8.1", "2.6", "4.6", "6.4"),
    "docstring lines per 100": ("11.8", "27.5", "26.4", "11.6", "5.4", "20.3", "7.1", "32.4"),
    "except Exception": ("3", "2", "1", "7", "14", "1", "3", "0"),
    "getattr/setattr/eval by name": ("5", "11", "35", "13", "68", "25", "1", "15"),
    "assert_never": ("0", "0", "0", "0", "0", "0", "0", "0"),
    "complexity max": ("15", "24", "46", "133", "298", "6", "173", "148"),
    "complexity mean / blocks > 10": (
        "2.82 / 4",
        "2.02 / 7",
        "3.66 / 9",
        "6.57 / 47",
        "7.79 / 199",
        "1.50 / 0",
        "4.49 / 36",
        "4.17 / 52",
    ),
    "tests : code (lines)": ("2.17", "1.29", "2.04", "1.47", "1.35", "0.97", "2.21", "0.55"),
}
"""For each measure, the figures of the other libraries, in the order of `OTHERS`."""


class Measure(NamedTuple):
    """A row of the table: what is measured, its definition, and how."""

    name: str
    means: str
    of: Callable[[House], str]


def _sizes(whole: House) -> str:
    sizes = [source.lines for source in whole.sources]
    return f"{statistics.median(sizes):.0f} / {max(sizes)}"


def _lines(whole: House) -> int:
    return sum(source.lines for source in whole.sources)


def _calls_of(*names: str) -> Callable[[House], str]:
    return lambda whole: str(sum(name in names for source in whole.sources for name in _calls(source)))


MEASURES = (
    Measure("files", "Python files of src and renderers", lambda whole: str(len(whole.sources))),
    Measure("lines", "lines of these files, blank ones too", lambda whole: str(_lines(whole))),
    Measure("median / max file", "lines of a file", _sizes),
    Measure("return types annotated", "functions that say what they return", lambda whole: _annotated(whole.sources)),
    Measure(
        "cycles, top-level (n / largest)",
        "groups of modules that import each other, and modules in the largest",
        lambda whole: _cycles(whole.sources, in_functions=False),
    ),
    Measure(
        "cycles, in-function imports counted",
        "the same, with imports that stand in functions",
        lambda whole: _cycles(whole.sources, in_functions=True),
    ),
    Measure(
        "in-function imports",
        "import statements in functions",
        lambda whole: str(imports_in_functions(whole.sources)),
    ),
    Measure("longest function", "lines from def to the end, without decorators", lambda whole: _longest(whole.sources)),
    Measure("functions > 40 / > 60 lines", "the same lines", lambda whole: _longer(whole.sources)),
    Measure(
        "string keys per 1,000 lines",
        'x["word"] and x.get("word")',
        lambda whole: f"{1000 * sum(map(_string_keys, whole.sources)) / _lines(whole):.1f}",
    ),
    Measure(
        "public names with docstring",
        "classes, functions and methods whose names do not begin with _",
        lambda whole: _documented(whole.sources),
    ),
    Measure(
        "…whose docstring names errors, units, None or a format",
        "docstrings of these that hold a word of PRECISE",
        lambda whole: _precise(whole.sources),
    ),
    Measure(
        "comment lines per 100",
        "lines that hold a comment",
        lambda whole: _per_hundred(_comment_lines, whole.sources),
    ),
    Measure(
        "docstring lines per 100",
        "lines of docstrings of classes and functions",
        lambda whole: _per_hundred(_docstring_lines, whole.sources),
    ),
    Measure(
        "except Exception",
        "handlers of Exception, of BaseException or of anything",
        lambda whole: str(sum(map(_catches_all, whole.sources))),
    ),
    Measure(
        "getattr/setattr/eval by name", "calls of these, and of exec", _calls_of("getattr", "setattr", "eval", "exec")
    ),
    Measure("assert_never", "calls", _calls_of("assert_never")),
    Measure("complexity max", "decisions of a function, plus one", lambda whole: _most_complex(whole.sources)),
    Measure("complexity mean / blocks > 10", "of functions and methods", lambda whole: _mean_complexity(whole.sources)),
    Measure(
        "tests : code (lines)",
        "lines of Python files of tests, for one of the sources",
        lambda whole: f"{whole.test_lines / _lines(whole):.2f}",
    ),
    Measure(
        "class homonyms",
        "class names, private ones too, that more than one module defines at its top",
        lambda whole: _of_all(_names(whole.sources, ast.ClassDef)),
    ),
    Measure(
        "function homonyms",
        "public function names that more than one module defines at its top",
        lambda whole: _of_all(_public_functions(whole.sources)),
    ),
)


def rows(whole: House) -> list[list[str]]:
    """The table: a header, then a line for each measure, with `surveykit` first."""
    lines = [["measure", "surveykit", *OTHERS]]
    for measure in MEASURES:
        others = FIGURES.get(measure.name, ("",) * len(OTHERS))
        lines.append([measure.name, measure.of(whole), *others])
    return lines


def in_columns(lines: list[list[str]]) -> str:
    """The table for a terminal: each column as wide as its widest cell."""
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    padded = ("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in lines)
    return "".join(f"{line.rstrip()}\n" for line in padded)


def in_markdown(lines: list[list[str]]) -> str:
    """The table for docs/measurements.md."""
    head, *body = (f"| {' | '.join(line)} |\n" for line in lines)
    return head + "|---" * len(lines[0]) + "|\n" + "".join(body)


def definitions() -> str:
    """A line for each measure: its name and its definition."""
    return "".join(f"{measure.name}: {measure.means}\n" for measure in MEASURES)


def main() -> None:
    """Prints the table, and the definitions of its measures unless it is Markdown."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("root", nargs="?", type=Path, default=ROOT, help="another tree of surveykit")
    parser.add_argument("--markdown", action="store_true", help="print the table of docs/measurements.md")
    given = parser.parse_args()
    lines = rows(house(given.root))
    sys.stdout.write(in_markdown(lines) if given.markdown else f"{in_columns(lines)}\n{definitions()}")


if __name__ == "__main__":
    main()
