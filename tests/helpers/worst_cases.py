"""Every regular expression that the sources write, and the texts that cost each of them most, made from itself."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import re._constants as op
import re._parser as sre
import signal
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice, product
from types import FrameType, ModuleType
from typing import Any

from msgspec import Struct

Expression = re.Pattern[str] | re.Pattern[bytes]

METHODS = ("match", "fullmatch", "search")
"""The ways in which an expression is used; finding all, replacing and cutting are searching."""
_AS = {"finditer": "search", "findall": "search", "sub": "search", "subn": "search", "split": "search"}
_TAKES = {*METHODS, *_AS, "compile"}


class Written(Struct, frozen=True):
    """An expression as a module writes it: where, and how it is used (all ways when nobody can tell)."""

    place: str
    pattern: Expression
    ways: tuple[str, ...]


class Unknown(Struct, frozen=True):
    """A call that makes an expression out of what only a running program knows: its place, module and words."""

    place: str
    words: str


def modules(package: str) -> Iterator[ModuleType]:
    """The modules of a package, itself among them."""
    whole = importlib.import_module(package)
    yield whole
    for one in pkgutil.walk_packages(whole.__path__, f"{package}."):
        if not one.name.endswith("__main__"):
            yield importlib.import_module(one.name)


def tree(module: ModuleType) -> ast.Module:
    """The syntax tree of a module."""
    with open(str(module.__file__), encoding="utf-8") as file:  # noqa: PTH123 - a module's own file
        return ast.parse(file.read())


def expressions(module: ModuleType, elsewhere: Mapping[str, set[str]]) -> Iterator[Written | Unknown]:
    """What a module writes: each call of `re` that has an expression, with how its name is used, here or elsewhere."""
    whole = tree(module)
    here = uses([whole])
    named = {id(one.value): target.id for one in whole.body for target in _targets(one) if one.value is not None}  # type: ignore[attr-defined]
    chained = {
        id(one.func.value): one.func.attr
        for one in ast.walk(whole)
        if isinstance(one, ast.Call) and isinstance(one.func, ast.Attribute)
    }
    for call in ast.walk(whole):
        taken = _taken(call)
        if taken is None or not isinstance(call, ast.Call):
            continue
        words = ast.unparse(call)
        place = f"{module.__name__}: {named.get(id(call), words)}"
        try:
            pattern = _evaluated(call, vars(module))
        except NameError:
            yield Unknown(place, words)
            continue
        if taken == "compile" and id(call) in chained:
            taken = chained[id(call)]
        name = named.get(id(call), "")
        known = here if name.startswith("_") else elsewhere
        ways = known.get(name, set()) if taken == "compile" else {_AS.get(taken, taken)}
        yield Written(place, pattern, tuple(sorted(ways)) or METHODS)


def _targets(one: ast.stmt) -> Iterator[ast.Name]:
    if isinstance(one, ast.Assign | ast.AnnAssign):
        for target in one.targets if isinstance(one, ast.Assign) else [one.target]:
            if isinstance(target, ast.Name):
                yield target


def _taken(call: ast.AST) -> str | None:
    """The function of `re` that is called, if it takes an expression."""
    if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
        return None
    of = call.func.value
    return call.func.attr if isinstance(of, ast.Name) and of.id == "re" and call.func.attr in _TAKES else None


def _evaluated(call: ast.Call, known: Mapping[str, Any]) -> Expression:
    def value(node: ast.expr) -> Any:
        return eval(compile(ast.Expression(node), "expression", "eval"), dict(known))  # the sources of the house

    flags = [value(one.value) for one in call.keywords if one.arg == "flags"]
    name = call.func.attr  # type: ignore[attr-defined]
    where = {"compile": 1, "match": 2, "search": 2, "fullmatch": 2, "finditer": 2, "findall": 2, "split": 3}.get(
        name, 4
    )
    flags += [value(one) for one in call.args[where : where + 1]]
    return re.compile(value(call.args[0]), *flags)


def uses(trees: Iterable[ast.Module]) -> dict[str, set[str]]:
    """How each name is used: the ways in which an expression of that name is tried on a text.

    A name that is handed on, so that nobody can tell, is left out.
    """
    found: dict[str, set[str]] = {}
    loose: set[str] = set()
    for whole in trees:
        owners = {id(one.value): one.attr for one in ast.walk(whole) if isinstance(one, ast.Attribute)}
        for one in ast.walk(whole):
            name = one.id if isinstance(one, ast.Name) else one.attr if isinstance(one, ast.Attribute) else ""
            if not name or isinstance(getattr(one, "ctx", None), ast.Store):
                continue
            method = owners.get(id(one), "")
            if _AS.get(method, method) in METHODS:
                found.setdefault(name, set()).add(_AS.get(method, method))
            elif method != "pattern":
                loose.add(name)
    return {name: ways for name, ways in found.items() if name not in loose}


# What costs an expression most: its own repeats, filled for long, and an end that it does not take.

_CATEGORIES = {
    op.CATEGORY_DIGIT: "0", op.CATEGORY_NOT_DIGIT: "a ", op.CATEGORY_SPACE: " \n", op.CATEGORY_NOT_SPACE: "a0-",
    op.CATEGORY_WORD: "a0_", op.CATEGORY_NOT_WORD: " -",
}  # fmt: skip
_REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)
_ENDS = ("", "\0", "\n!")


def _set(items: Iterable[Any]) -> str:
    """Some of the characters that a set takes."""
    items = list(items)
    refused = items[0][0] is op.NEGATE
    found = ""
    for kind, value in items:
        if kind is op.LITERAL:
            found += chr(value)
        elif kind is op.RANGE:
            found += chr(value[0]) + chr(value[1])
        elif kind is op.CATEGORY:
            found += _CATEGORIES.get(value, "a0 ")
    if not refused:
        return found
    taken = re.compile("[^" + "".join(re.escape(one) for one in found) + "]") if found else re.compile(".")
    return "".join(one for one in "a0 -<\n\"'(=/\\{;,." if taken.match(one)) or "\u2603"


def _body(kind: Any, value: Any) -> list[Any]:
    """The sequences in a node."""
    if kind in _REPEATS:
        return [value[2]]
    if kind is op.SUBPATTERN:
        return [value[-1]]
    if kind is op.BRANCH:
        return list(value[1])
    if kind in {op.ASSERT, op.ASSERT_NOT}:
        return [value[1]]
    return [value] if kind is op.ATOMIC_GROUP else []


def _samples(sequence: Any) -> list[str]:
    """Short texts that a sequence takes: one for each branch and each set's character, few in all."""
    found = [""]
    for kind, value in sequence:
        found = [begun + one for begun, one in islice(product(found, _one(kind, value)), 12)]
    return found


def _one(kind: Any, value: Any) -> list[str]:  # noqa: PLR0911 - one for each kind of node
    if kind is op.LITERAL:
        return [chr(value)]
    if kind is op.NOT_LITERAL:
        return ["a" if chr(value) != "a" else "b"]
    if kind is op.ANY:
        return ["a"]
    if kind is op.IN:
        return list(_set(value))[:6]
    if kind in _REPEATS:
        return [one * max(1, value[0]) for one in _samples(value[2])]
    if kind in {op.AT, op.ASSERT, op.ASSERT_NOT, op.GROUPREF, op.GROUPREF_EXISTS}:
        return [""]
    return [one for inner in _body(kind, value) for one in _samples(inner)][:12] or [""]


def _repeats(sequence: Any, begun: str = "") -> Iterator[tuple[str, Any]]:
    """Each repeat of a sequence with a text that leads to it."""
    for kind, value in sequence:
        if kind in _REPEATS and (value[1] is op.MAXREPEAT or value[1] > 9):
            yield begun, value[2]
        for inner in _body(kind, value):
            yield from _repeats(inner, begun)
        begun += _one(kind, value)[0]


def _characters(sequence: Any) -> Iterator[str]:
    for kind, value in sequence:
        if kind is op.LITERAL:
            yield chr(value)
        elif kind in {op.IN, op.NOT_LITERAL, op.ANY}:
            yield from _set(value) if kind is op.IN else _one(kind, value)
        for inner in _body(kind, value):
            yield from _characters(inner)


def texts(pattern: Expression) -> Iterator[tuple[str, str, str]]:
    """What costs an expression most: a beginning, what is repeated after it, and an end."""
    whole = sre.parse(pattern.pattern, pattern.flags & ~re.DEBUG)  # type: ignore[arg-type]
    signs = list(dict.fromkeys((*_characters(whole), "a", "0", " ", "\n")))
    signs = signs[:12] + signs[12:][-8:]
    found = dict.fromkeys(("", one) for one in signs)
    for begun, body in _repeats(whole):
        inner = list(dict.fromkeys(_characters(body)))[:5]
        pumps = [*inner, *_samples(body)[:4], *("".join(two) for two in product(inner[:3], inner[:3]))]
        found |= dict.fromkeys((begun, one) for one in pumps)
        found |= dict.fromkeys(("", begun + one) for one in pumps)
        found["", begun] = None
    found |= dict.fromkeys(("", one) for one in _samples(whole))
    found |= dict.fromkeys(("", "".join(two)) for two in product(signs[:4] + signs[-3:], repeat=2))
    for begun, pump in found:
        if pump:
            yield from ((begun, pump, end) for end in (_ENDS if begun else _ENDS[:2]))


class _TooLong(BaseException):
    pass


@contextmanager
def _at_most(seconds: float) -> Iterator[None]:
    """Stops what takes longer, of the processor's time: an expression looks now and then whether it is to stop."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise _TooLong

    former = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, former)


SIZE = 10_000
"""Characters of a text that an expression is tried on."""
_AT_ONCE = 0.025
"""Seconds in which one that is linear is through with so many, many times over."""
_CAP = 1.0


def _work(pattern: Expression, way: str, text: str) -> Callable[[], object]:
    given: Any = text.encode("latin-1", "replace") if isinstance(pattern.pattern, bytes) else text
    if way == "search":
        return lambda: sum(1 for _ in pattern.finditer(given))
    return lambda: getattr(pattern, way)(given)


def _seconds(work: Callable[[], object], times: int = 1) -> float:
    found = []
    for _ in range(times):
        begun = time.process_time()
        try:
            with _at_most(_CAP):
                work()
        except _TooLong:
            return float("inf")
        found.append(time.process_time() - begun)
    return min(found)


def is_linear(pattern: Expression, way: str, case: tuple[str, str, str], size: int = SIZE) -> bool:
    """Whether four times as much text costs some four times as much."""
    begun, pump, end = case

    def made(length: int) -> Callable[[], object]:
        return _work(pattern, way, begun + pump * (length // len(pump)) + end)

    first = _seconds(made(size))
    if first < _AT_ONCE:
        return True
    if first > _CAP:
        return False
    return any(_seconds(made(4 * size)) <= 8 * _seconds(made(size), 2) + _AT_ONCE for _ in range(2))


def slow_case(pattern: Expression, ways: Iterable[str]) -> tuple[str, tuple[str, str, str]] | None:
    """A way of use and a text on which an expression costs more than in proportion; none when there is none."""
    for case in texts(pattern):
        for way in ways:
            if not is_linear(pattern, way, case):
                return way, case
    return None
