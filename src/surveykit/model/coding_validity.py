"""What must hold of the code frames: text fields that exist, coded once, and themes that stand once."""

from __future__ import annotations

from collections.abc import Iterator

from surveykit.ids import FieldId
from surveykit.model.coding import NO_THEME, CodeFrame, themes_code
from surveykit.model.draft import Draft
from surveykit.model.facts import TextValue
from surveykit.model.problem import Path, Problem, twice, unknown
from surveykit.model.questions import CODE_LIMIT, TAG_LIMIT


def coding_problems(draft: Draft) -> Iterator[Problem]:
    """Every problem of the code frames; the codes of the other fields hold already."""
    named: list[tuple[str, Path]] = []
    for i, frame in enumerate(draft.coding):
        for j, one in enumerate(frame.fields):
            path: Path = ("coding", i, "fields", j, "field")
            named.append((one.field, path))
            yield from _field(draft, path, frame, one.field)
        yield from _themes(("coding", i, "themes"), frame)
    yield from twice(named, "coded field")


def _field(draft: Draft, path: Path, frame: CodeFrame, code: FieldId) -> Iterator[Problem]:
    found = next((one for one in draft.fields() if one.code == code), None)
    if found is None:
        texts = [one.code for one in draft.fields() if isinstance(one.facts.value, TextValue)]
        yield Problem("unknown_field", path, unknown("field", code, texts))
        return
    if not isinstance(found.facts.value, TextValue):
        yield Problem("wrong_kind", path, f"'{code}' is of kind {found.part.kind}, expected text")
    yield from _too_long(path, frame, code)
    yield from _taken(draft, path, code)


def _too_long(path: Path, frame: CodeFrame, code: FieldId) -> Iterator[Problem]:
    """A problem when the code of the field of themes, alone or with that of a theme, is longer than a tag."""
    held = themes_code(code)
    longest = max(len(theme.code) for theme in frame.themes)
    if len(held) > CODE_LIMIT or len(held) + longest > TAG_LIMIT:
        message = (
            f"the themes of '{code}' are kept in '{held}': at most {CODE_LIMIT} characters, "
            f"{TAG_LIMIT} with a theme's code; shorten the field's code or the themes'"
        )
        yield Problem("tag_too_long", path, message)


def _taken(draft: Draft, path: Path, code: FieldId) -> Iterator[Problem]:
    """A problem when another field or an indicator has the code under which the themes are kept."""
    held = themes_code(code)
    others = [one.code for one in draft.contact] + [one.code for one in draft.derived]
    if held in draft.schema_types or held in others:
        yield Problem("reserved_code", path, f"the themes of '{code}' are kept in '{held}': rename the other field")
    if str(held) in [each.id for each in draft.indicators]:
        yield Problem("reserved_code", path, f"the themes of '{code}' are counted as '{held}': rename that indicator")


def _themes(path: Path, frame: CodeFrame) -> Iterator[Problem]:
    places = [(theme, (*path, i)) for i, theme in enumerate(frame.themes)]
    yield from twice(((theme.code, (*at, "code")) for theme, at in places), "theme code")
    yield from twice(((theme.label.casefold(), (*at, "label")) for theme, at in places), "theme label")
    for theme, at in places:
        if theme.code == NO_THEME:
            message = f"'{NO_THEME}' is the code of texts without a theme, which every frame has: remove it"
            yield Problem("reserved_code", (*at, "code"), message)
