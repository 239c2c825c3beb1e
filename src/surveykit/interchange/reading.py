"""Reading answers in JSON or JSON Lines: each object a filled form, each bad one refused alone."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from surveykit.document import read_marks
from surveykit.errors import UnreadableFile
from surveykit.filled import Entry, FilledForm, Outside, Tick, Words
from surveykit.ids import RESPONDENT_FIELD, FieldId, FormRef, OptionCode
from surveykit.interchange.lines import LARGEST, MOST_REFUSED
from surveykit.interchange.syntax import Json, JsonNumber, Object, encoding_of, parse, written
from surveykit.texts import NBSP
from surveykit.words import Room

FormAtLine = tuple[int, FilledForm | UnreadableFile]
"""A line's number and the form read from it, or its refusal: from 1 in a file of several forms, 0 in a file of one."""

SUFFIXES = (".json", ".jsonl", ".ndjson")
NAME = "JSON"
"""What people call the format, in any language."""

_said = Room("refusal")
_REQUEST = _said.word("Send the file of answers again, as the form saves it.")
_START = re.compile(r"\s*\{\s*[\"}]")
_LIKE_THOUSANDS = re.compile(r"-?[0-9]{1,3}\.[0-9]{3}")
_OWN_KEYS = {"survey", "edition", "form", "respondent", "prefilled", "simulated", "answers", "contact"}


def looks_like_answers(data: bytes) -> bool:
    """Whether the first bytes are those of a JSON object, in UTF-8, UTF-16 or UTF-32."""
    head = data[:400]
    return _START.match(head.decode(encoding_of(head), "ignore")) is not None


def read(data: bytes) -> tuple[FormAtLine, ...]:
    """The answers in a file: one object or one per line, each read or refused by itself.

    An absent key or null is a blank. Numbers keep their spelling for the collector to judge; a key that
    stands twice in `answers` gives its field two entries; unknown keys become text outside the fields.
    """
    try:
        text = _decoded(data)
    except UnreadableFile as refusal:
        return ((0, refusal),)
    try:
        return ((0, _part(parse(text))),)
    except json.JSONDecodeError as error:
        return _by_line(text) or ((0, _not_json(error)),)
    except RecursionError:
        return ((0, _too_deep()),)


def _by_line(text: str) -> tuple[FormAtLine, ...]:
    """The answers of each line that is not blank; none when there is only one, or when no line is an object."""
    lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    if len(lines) < 2 or not any(_is_object(line) for _, line in lines[:MOST_REFUSED]):
        return ()
    return tuple((number, _line(number, line)) for number, line in lines)


def read_values(held: Mapping[str, object]) -> FilledForm:
    """The answers in an object whose values are known, under the keys that `read` looks at.

    A whole number, a text, a truth or None is itself; a frozenset or a list of option codes is ticks. For example
    `{"respondent": "corse", "simulated": False, "answers": {"q1": 12, "q11": frozenset({"a", "b"})}}`.
    Raises UnreadableFile when the object holds no answers or does not say clearly whether they are simulated.
    """
    return _form(_of_values(held))


def _of_values(value: object) -> Json:
    match value:
        case None | bool() | str():
            return value
        case int() | float():
            return JsonNumber(str(value))
        case Mapping():
            return Object([(str(key), _of_values(one)) for key, one in value.items()])
        case frozenset():
            return _of_list(sorted(value))
        case list() | tuple():
            return _of_list(value)
        case _:
            return str(value)


def _of_list(values: Iterable[object]) -> Json:
    return [_of_values(one) for one in values]


def _decoded(data: bytes) -> str:
    if len(data) > LARGEST:
        reason = _said.word("This file of answers has more than {limit} MB.")
        raise UnreadableFile.of("too_large", reason, _REQUEST, limit=str(LARGEST // 1024**2))
    try:
        text = data.decode(encoding_of(data))
    except UnicodeDecodeError as error:
        reason = _said.word("This file of answers is not a text in UTF-8 (byte {byte}).")
        raise UnreadableFile.of("not_text", reason, _REQUEST, byte=str(error.start + 1)) from error
    if not text.strip():
        raise UnreadableFile.of("empty", _said.word("This file of answers is empty."), _REQUEST)
    return text


def _is_object(line: str) -> bool:
    try:
        return isinstance(parse(line), Object)
    except (json.JSONDecodeError, RecursionError):
        return False


def _line(number: int, line: str) -> FilledForm | UnreadableFile:
    try:
        part = _part(parse(line))
    except json.JSONDecodeError as error:
        part = _not_json(error)
    except RecursionError:
        part = _too_deep()
    return part if isinstance(part, FilledForm) else part.at(number)


def _not_json(error: json.JSONDecodeError) -> UnreadableFile:
    reason = _said.word("This file of answers is not valid JSON (line {row}, column {column}).")
    return UnreadableFile.of("not_json", reason, _REQUEST, row=str(error.lineno), column=str(error.colno))


def _too_deep() -> UnreadableFile:
    return UnreadableFile.of("too_deep", _said.word("The answers are nested too deeply."), _REQUEST)


def _part(value: Json) -> FilledForm | UnreadableFile:
    try:
        return _form(value)
    except UnreadableFile as refusal:
        return refusal


def _form(value: Json) -> FilledForm:
    if not isinstance(value, Object):
        reason = _said.word("The content is not a JSON object of answers (“{{…}}”).")
        raise UnreadableFile.of("not_an_object", reason, _REQUEST)
    answers = value.values("answers")
    if not _are_objects(answers):
        raise UnreadableFile.of("no_answers", _said.word("The JSON object has no answers (key “answers”)."), _REQUEST)
    return FilledForm(
        form=_form_ref(value),
        entries=_entries(_fields(value)),
        outside=_unknown(value) or None,
        complete=False,
        prefilled=_prefilled(value),
        simulated=_simulated(value),
    )


def _are_objects(held: Sequence[Json]) -> bool:
    """Whether there is something, and it is nothing but objects."""
    return bool(held) and all(isinstance(one, Object) for one in held)


def _fields(value: Object) -> Iterator[tuple[str, Json]]:
    """An object's values as entries of fields: the respondent, the answers, then the contact lines."""
    yield from ((str(RESPONDENT_FIELD), one) for one in value.values("respondent"))
    for held in (*value.values("answers"), *value.values("contact")):
        if isinstance(held, Object):
            yield from held.pairs


def _prefilled(value: Object) -> Mapping[FieldId, str]:
    return read_marks(" ".join(one for one in value.values("prefilled") if isinstance(one, str)))


def _simulated(value: Object) -> bool:
    """Whether nobody gave the answers: an absent key is false.

    Raises UnreadableFile for what is neither true nor false: neither kind of answers may be taken for the other.
    """
    said = {one for one in value.values("simulated") if isinstance(one, bool)}
    if len(said) > 1 or any(one is not None and not isinstance(one, bool) for one in value.values("simulated")):
        reason = _said.word("The key “simulated” must be true or false.")
        raise UnreadableFile.of("simulated_unclear", reason, _REQUEST)
    return said == {True}


def _form_ref(value: Object) -> FormRef | None:
    """Which form the object says it is, its unsaid parts empty; None when it says nothing."""
    survey, edition, form = (_text_under(value, key) for key in ("survey", "edition", "form"))
    whole = FormRef.parse(form)
    if whole is None:
        return FormRef(survey, edition, form) if survey or edition or form else None
    if survey not in {"", whole.survey} or edition not in {"", whole.edition}:
        raise _contradiction("form")
    return whole


def _text_under(value: Object, key: str) -> str:
    """The text or number under a key, empty when there is none."""
    held = {written(one) for one in value.values(key) if one is not None}
    if len(held) > 1:
        raise _contradiction(key)
    return next(iter(held), "").strip()


def _contradiction(key: str) -> UnreadableFile:
    reason = _said.word("The answers say two different things of the key “{key}”.")
    return UnreadableFile.of("contradictory_keys", reason, _REQUEST, key=key)


def _unknown(value: Object) -> tuple[Outside, ...]:
    """The keys of an object that the format does not have, with their values, as text outside every field."""
    strangers = [
        (key, held)
        for key, held in value.pairs
        if key not in _OWN_KEYS or (key == "contact" and held is not None and not isinstance(held, Object))
    ]
    return tuple(Outside(f"{key}{NBSP}: {written(held)}", None) for key, held in strangers)


def _entries(pairs: Iterable[tuple[str, Json]]) -> Mapping[FieldId, Entry]:
    held: dict[str, list[Json]] = {}
    for key, value in pairs:
        held.setdefault(key, []).append(value)
    return {FieldId(key): _entry(values[0]) if len(values) == 1 else _repeated(values) for key, values in held.items()}


def _entry(value: Json) -> Entry:
    match value:
        case None:
            return Entry()
        case str() | bool() | JsonNumber():
            return Entry(words=(Words(_told_of(value)),))
        case Object():
            return Entry(ticks={OptionCode(written(value)): (Tick(recorded=True, shown=""),)})
        case _:
            return _ticked(value)


def _told_of(value: Json) -> str:
    """A value as text that a French reader takes as JSON does: of three decimals, none may look like thousands."""
    text = written(value)
    is_decimal = isinstance(value, JsonNumber) and _LIKE_THOUSANDS.fullmatch(text) is not None
    return text.replace(".", ",") if is_decimal else text


def _ticked(values: Iterable[Json]) -> Entry:
    """A list of options, each ticked as often as the list has it."""
    times = Counter(OptionCode(_told_of(item)) for item in values)
    return Entry(ticks={option: (Tick(recorded=True, shown=""),) * number for option, number in times.items()})


def _repeated(values: Sequence[Json]) -> Entry:
    """A key that stands several times: each of its values as words, so that none hides another; an object is none."""
    texts: list[str] = []
    others: list[Json] = []
    for value in values:
        parts = [value] if isinstance(value, str | bool | JsonNumber | Object) else [] if value is None else list(value)
        if all(isinstance(one, str | bool | JsonNumber) for one in parts):
            texts.append("\n".join(map(_told_of, parts)))
        else:
            others += parts
    return Entry(tuple(map(Words, texts)), _ticked(others).ticks)
