"""Whatever the bytes of a definition, it loads or is refused with reasons: no other end."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import cyaml
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import Event, NodeEvent

from surveykit.checks.definition import check_definition
from surveykit.errors import DefinitionError
from surveykit.findings import Finding, Severity
from surveykit.load import load_definition, read_definition
from surveykit.load.composed import in_python, parsed
from surveykit.load.source import decode, forbidden_character
from surveykit.model import Survey

TEMPLATE = files("surveykit.load") / "template"
WHOLE = {name: (TEMPLATE / name).read_bytes() for name in ("survey.yaml", "respondents.csv")}
PIECES = [
    "\n", "\r", "\t", " ", "  ", "- ", ": ", ":", "? ", "#", "|", ">", ">-", '"', "'", "''", "*a", "&a ", "!", "!!str ",
    "!!python/name:os ", "<<: ", "{", "}", "[", "]", ",", ";", "%", "%YAML 1.22\n", "---\n", "...\n", "@", "`", "\\",
    '"\\UFFFFFFFF"', '"\\uD800"', "~", "null", "true", "no", "0", "-1", "1.5", "1e999", "99999999999999999999", "count",
    "scale", "q1_ouvertes", "q3_combien", "and ", "not ", "(", ")", "{q1", "é",
    "\N{NO-BREAK SPACE}", "\N{LINE SEPARATOR}",
    "\x00", "\x85", "\N{GRINNING FACE}",
]  # fmt: skip


@st.composite
def mutations(draw: st.DrawFn) -> tuple[str, bytes]:
    """A file of the template with a few stretches replaced by bytes, telling pieces, or its own stretches."""
    name = draw(st.sampled_from(sorted(WHOLE)))
    data = WHOLE[name]
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.sampled_from([0, 0, 1, 2, 10, 100])))
        origin = draw(st.integers(0, len(data)))
        new = draw(
            st.one_of(
                st.sampled_from(PIECES).map(str.encode),
                st.binary(max_size=3),
                st.just(data[origin : origin + draw(st.sampled_from([5, 20, 80]))]),
            )
        )
        data = data[:start] + new + data[end:]
    return name, data


@given(mutations())
def test_a_mutated_definition_loads_or_is_refused(mutation: tuple[str, bytes]) -> None:
    name, data = mutation
    with TemporaryDirectory() as made:
        folder = Path(made)
        for other, whole in WHOLE.items():
            (folder / other).write_bytes(data if other == name else whole)
        loaded = read_definition(folder)
        try:
            survey = load_definition(folder)
        except DefinitionError as error:
            assert loaded.survey is None
            assert error.problems == loaded.problems != ()
            assert all(one.severity is Severity.ERROR and one.message and one.place.file for one in error.problems)
        else:
            assert isinstance(survey, Survey)
            assert loaded.survey == survey
            remarks = check_definition(survey)
            assert all(loaded.position(one.path)[1] >= 1 for one in remarks)


def told(event: Event) -> tuple[object, ...]:
    """All of an event that a definition is read from; where a list ends is not."""
    mark = event.start_mark if isinstance(event, NodeEvent) else None
    kept = ("value", "tag", "anchor", "implicit", "style", "version")
    held = (str(getattr(event, name, None) or "") for name in kept)
    return (type(event).__name__, *((mark.index, mark.line, mark.column) if mark else ()), *held)


@given(mutations())
def test_the_faster_parser_finds_what_the_one_in_python_finds(mutation: tuple[str, bytes]) -> None:
    source = decode(mutation[1], mutation[0])
    if mutation[0] != "survey.yaml" or isinstance(source, Finding) or forbidden_character(source) is not None:
        return
    try:
        expected = [*map(told, in_python(source.text))]
    except (YAMLError, ValueError, OverflowError, AssertionError) as error:
        with pytest.raises(type(error)):
            [*parsed(source.text)]
    else:
        assert [*map(told, parsed(source.text))] == expected


def test_the_parser_in_c_is_there() -> None:
    assert cyaml is not None
