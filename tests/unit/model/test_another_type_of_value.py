"""A type of value that somebody adds: mypy names what must know it, in every package that looks at values."""

from __future__ import annotations

from pathlib import Path

from typed_copy import TypedCopy

PACKAGES = {
    "model",  # its type in expressions, its bounds, its answers, its validity, the digest of a form
    "collect",  # what a text says
    "compose",  # what a control holds, what a letter quotes
    "aggregation",  # its columns, the conditions by which it is counted
    "labelled",  # its variable in SPSS and Stata
    "checks",  # the combinations that are tried
    "simulation",
    "testing",
}


def test_mypy_names_every_package_that_must_know_a_new_type_of_value(tmp_path: Path) -> None:
    copy = TypedCopy(tmp_path)
    copy.change(
        "src/surveykit/model/facts.py",
        ("CodesValue | TextValue\n", "CodesValue | HueValue | TextValue\n"),
        (
            "class TextValue(",
            'class HueValue(Struct, frozen=True):\n    """A colour."""\n\n\nclass TextValue(',
        ),
    )
    errors = copy.errors()
    assert all("HueValue" in said and "assert_never" in said for _, said in errors), errors
    assert {Path(file).parts[2] for file, _ in errors} == PACKAGES
