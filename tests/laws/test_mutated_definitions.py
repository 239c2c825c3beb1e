"""Whatever the bytes of a definition, it loads or is refused with reasons: no other end."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from surveykit.checks.definition import check_definition
from surveykit.errors import DefinitionError
from surveykit.findings import Severity
from surveykit.load import load_definition, read_definition
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
