"""The docstrings of the public API say what a reader needs, and their examples run as they stand.

Public are the classes and functions that `import surveykit as sk` offers with their methods and properties, the ports,
and every other Protocol of the sources. Each class and function has an example; each function, with those of classes,
says which errors it raises, or that it raises none; each field of a class is named.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import re
import shutil
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from msgspec import Struct
from msgspec.structs import replace
from pydantic import BaseModel

import surveykit as sk
from surveykit.rehearsal import filled_form, simulated

SOURCES = Path(sk.__file__).parent
BLOCK = re.compile(r"^```python\n(.*?)^```$", re.DOTALL | re.MULTILINE)
ERRORS = re.compile(r"\braise[sd]?\b", re.IGNORECASE)
QUIET = {"MissingExtra"}
"""The examples of an error that do not raise it where everything is installed."""


class Documented(NamedTuple):
    """One public thing: its name, what it is, its docstring, and the names of the fields that it must tell."""

    name: str
    is_function: bool
    is_member: bool
    doc: str
    fields: tuple[str, ...] = ()


def examples(doc: str) -> list[str]:
    """The Python blocks of a docstring."""
    return BLOCK.findall(doc)


def faults(one: Documented) -> list[str]:
    """What a docstring lacks."""
    if not one.doc:
        return ["no docstring"]
    found = []
    if not one.doc.partition("\n")[0].endswith("."):
        found.append("its first line is no sentence")
    if not one.is_member and not examples(one.doc):
        found.append("no example")
    if one.is_function and not ERRORS.search(one.doc):
        found.append("no sentence on errors")
    return found + [f"no word on `{name}`" for name in one.fields if f"`{name}`" not in one.doc]


def fields_of(kind: type) -> tuple[str, ...]:
    """The fields that a class declares by annotation: those of data, not of Protocols."""
    if issubclass(kind, Struct):
        return kind.__struct_fields__
    return tuple(kind.model_fields) if issubclass(kind, BaseModel) else ()


def is_ours(kind: type) -> bool:
    return kind.__module__.split(".")[0] == "surveykit"


def documented(name: str, thing: Any) -> Iterator[Documented]:
    """A class with its methods and properties, those that it inherits of the package too, or a function."""
    own = vars(thing).get("__doc__") if inspect.isclass(thing) else thing.__doc__
    doc = inspect.cleandoc(own or "")
    if not inspect.isclass(thing):
        yield Documented(name, is_function=True, is_member=False, doc=doc)
        return
    yield Documented(name, is_function=False, is_member=False, doc=doc, fields=fields_of(thing))
    held = {member: value for kind in reversed(thing.__mro__) if is_ours(kind) for member, value in vars(kind).items()}
    asked = getattr(thing, "_is_protocol", False)
    for member, value in held.items():
        if member.startswith("_") and not (asked and getattr(value, "__module__", "") == thing.__module__):
            continue
        if isinstance(value, classmethod | staticmethod) or inspect.isfunction(value):
            is_function = True
        elif isinstance(value, property | cached_property):
            is_function = False
        else:
            continue
        text = inspect.cleandoc(value.__doc__ or "")
        yield Documented(f"{name}.{member}", is_function=is_function, is_member=True, doc=text)


def protocols() -> Iterator[tuple[str, type]]:
    """Every Protocol of the sources, found in their text: a module is imported only when it has one."""
    for path in sorted(SOURCES.rglob("*.py")):
        text = path.read_text("utf-8")
        if "Protocol" not in text:
            continue
        module = ".".join(path.relative_to(SOURCES.parent).with_suffix("").parts).removesuffix(".__init__")
        for node in ast.walk(ast.parse(text)):
            bases = [ast.unparse(base).partition("[")[0] for base in getattr(node, "bases", ())]
            if isinstance(node, ast.ClassDef) and {"Protocol", "typing.Protocol"} & set(bases):
                yield f"{module}.{node.name}", getattr(importlib.import_module(module), node.name)


def public() -> list[Documented]:
    offered = [(name, getattr(sk, name)) for name in sk.__all__]
    things = [(name, thing) for name, thing in offered if not isinstance(thing, str)]
    return [one for name, thing in (*things, *protocols()) for one in documented(name, thing)]


PUBLIC = public()
EXAMPLES = [
    pytest.param(one.name, example, id=f"{one.name}-{number}")
    for one in PUBLIC
    for number, example in enumerate(examples(one.doc), 1)
]


def test_what_is_public_is_looked_at() -> None:
    names = {one.name for one in PUBLIC}
    assert names >= {
        "aggregate",
        "Campaign.collect",
        "CollectReport.refused",
        "MissingExtra.of",
        "Survey.field_by_code",
    }
    assert names >= {"surveykit.ports.Engine.rows", "surveykit.ports.Reader.suffixes", "surveykit.ports.Stamper.stamp"}
    assert "surveykit.engines.given.Streamed.__arrow_c_stream__" in names
    assert {one.name for one in PUBLIC if one.fields} == {
        *("CollectReport", "Finding", "Place", "Release", "Results", "Survey")
    }


@pytest.mark.parametrize("one", PUBLIC, ids=lambda one: one.name)
def test_a_docstring_says_what_a_reader_needs(one: Documented) -> None:
    assert faults(one) == []


GOOD = """Counts the ateliers.

Raises nothing.

```python
1 + 1
```"""


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (Documented("f", is_function=True, is_member=False, doc=GOOD), []),
        (Documented("f", is_function=True, is_member=False, doc=""), ["no docstring"]),
        (Documented("C.p", is_function=False, is_member=True, doc=""), ["no docstring"]),
        (Documented("f", True, False, GOOD.replace("ateliers.", "ateliers")), ["its first line is no sentence"]),
        (Documented("f", True, False, GOOD.replace("```python", "```")), ["no example"]),
        (Documented("f", True, False, GOOD.replace("Raises nothing.", "")), ["no sentence on errors"]),
        (Documented("C.m", True, True, "Counts."), ["no sentence on errors"]),
        (Documented("C.p", is_function=False, is_member=True, doc="The number."), []),
        (Documented("C", False, False, GOOD, fields=("code",)), ["no word on `code`"]),
    ],
)
def test_a_bad_docstring_is_found(one: Documented, expected: list[str]) -> None:
    assert faults(one) == expected


def test_the_members_of_a_class_are_found() -> None:
    class Said(Struct):
        """Says."""

        word: str

        def method(self) -> None: ...

        @property
        def short(self) -> str:
            """The word."""
            return self.word

        @cached_property
        def held(self) -> str:
            return self.word

        @classmethod
        def of(cls) -> None: ...

        def _own(self) -> None: ...

    Said.__module__ = "surveykit.nothing"
    found = {one.name: one for one in documented("Said", Said)}
    assert set(found) == {"Said", "Said.method", "Said.short", "Said.held", "Said.of"}
    assert faults(found["Said"]) == ["no example", "no word on `word`"]
    assert faults(found["Said.method"]) == faults(found["Said.held"]) == faults(found["Said.of"]) == ["no docstring"]
    assert faults(found["Said.short"]) == []


class Rehearsed(NamedTuple):
    """A campaign of the sample survey, closed: a folder with its returns and its register, and what it gave."""

    folder: Path
    survey: sk.Survey
    results: sk.Results
    release: sk.Release


@pytest.fixture(scope="module")
def rehearsed(tmp_path_factory: pytest.TempPathFactory) -> Rehearsed:
    """Simulated answers that came back as if people had given them, and a photograph, which is refused."""
    survey, folder = sk.load_survey("reseaux_2014"), tmp_path_factory.mktemp("campaign")
    (folder / "returns").mkdir()
    for respondent, response in simulated(survey, seed=3):
        given = filled_form(survey, replace(response, simulated=False), "json")
        (folder / "returns" / f"{respondent.code}.json").write_bytes(given)
    (folder / "returns" / "photo.png").write_bytes(b"\x89PNG")
    with sk.open_register(folder / "bilan.sqlite", survey) as register:
        register.collect(folder / "returns")
        results = sk.aggregate(survey, register)
    return Rehearsed(folder, survey, results, sk.disclose(survey, results))


@pytest.fixture
def names(rehearsed: Rehearsed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, object]]:
    """What every example may name: the survey, its open register, the results and the release, in a new folder."""
    shutil.copytree(rehearsed.folder, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    _, survey, results, release = rehearsed
    with sk.open_register("bilan.sqlite", survey) as register:
        yield {"sk": sk, "survey": survey, "register": register, "results": results, "release": release}


@pytest.mark.parametrize(("name", "example"), EXAMPLES)
def test_an_example_runs(name: str, example: str, names: dict[str, object], capsys: pytest.CaptureFixture[str]) -> None:
    exec(compile(example, name, "exec"), names)
    if "except" in example and name not in QUIET:
        assert capsys.readouterr().out, "the error that the example catches was not raised"


def test_an_example_that_is_wrong_fails(names: dict[str, object], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(AttributeError):
        test_an_example_runs("f", "survey.nothing", names, capsys)
    caught = "try:\n    pass\nexcept sk.UsageError as error:\n    print(error)\n"
    with pytest.raises(AssertionError, match="was not raised"):
        test_an_example_runs("f", caught, names, capsys)
