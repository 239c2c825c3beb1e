"""Laws of reading: numbers, JSON, and the words outside the fields."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from small_survey import small_survey
from strategies import responses
from surveykit.collect import Code, Doubtful, Exact, NoAnswer, Wrong, collect, read_number
from surveykit.collect.numbers import LIMIT
from surveykit.compose.form import form
from surveykit.document import lines
from surveykit.filled import Entry, FilledForm, Outside, Tick, Words
from surveykit.ids import RESPONDENT_FIELD, FieldId, OptionCode
from surveykit.interchange import read, write_answer_lines, write_answers
from surveykit.responses import Answered, Response, Unreadable
from surveykit.words import notation

SURVEY = small_survey()
SHOWN = form(SURVEY)
SPACES = " \u00a0\u202f\u2009"
UNITS = (
    *("zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze"),
    *("treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf"),
)
TENS = {2: "vingt", 3: "trente", 4: "quarante", 5: "cinquante", 6: "soixante"}


def in_french(number: int) -> str:
    """The number in letters, as it is spelt in France (an independent writer)."""
    if number >= 1000:
        head = "" if number < 2000 else in_french(number // 1000) + " "
        tail = f" {in_french(number % 1000)}" if number % 1000 else ""
        return f"{head}mille{tail}"
    if number >= 100:
        head = "" if number < 200 else UNITS[number // 100] + " "
        tail = f" {in_french(number % 100)}" if number % 100 else ""
        return f"{head}cent{'s' if head and not tail else ''}{tail}"
    if number < 20:
        return UNITS[number]
    if number == 80:
        return "quatre-vingts"
    if number > 80:
        return f"quatre-vingt-{UNITS[number - 80]}"
    base = 6 if number >= 60 else number // 10
    rest = number - base * 10
    link = " et " if rest in {1, 11} else "-"
    return TENS[base] + (link + UNITS[rest] if rest else "")


@given(st.integers(0, LIMIT - 1), st.sampled_from(SPACES))
def test_a_bare_number_is_read_exactly_in_every_spacing(number: int, space: str) -> None:
    grouped = f"{number:,}".replace(",", space)
    assert read_number(str(number)) == Exact(number)
    assert read_number(grouped) == Exact(number)
    assert read_number(notation("fr").as_number(number)) == Exact(number)
    assert read_number(f"\n {grouped}\t") == Exact(number)


@given(st.from_regex("[1-9][0-9]{9,40}", fullmatch=True), st.integers(1, 300))
def test_a_number_too_large_is_never_read(digits: str, times: int) -> None:
    assert read_number(digits * times) == Wrong(Code.TOO_LARGE)
    assert isinstance(read_number(f"{int(digits):,}".replace(",", " ")), Wrong)


def test_every_number_in_letters_is_proposed() -> None:
    for number in range(10_000):
        reading = read_number(in_french(number))
        assert isinstance(reading, Doubtful) and reading.value == number, (number, reading)


@given(st.integers(0, 9_999), st.sampled_from([str.upper, str.title, lambda text: text.replace(" ", "-")]))
def test_letters_are_read_whatever_their_case_and_hyphens(number: int, change: object) -> None:
    assert callable(change)
    reading = read_number(change(in_french(number)))
    assert isinstance(reading, Doubtful) and reading.value == number


@given(st.text())
@example("½")
@example("1" * 5000)
@example("quatre quatre vingt et et un")
def test_any_text_has_a_reading_and_only_bare_digits_are_exact(text: str) -> None:
    reading = read_number(text)
    match reading:
        case Exact(value=value) | Doubtful(value=value):
            assert 0 <= value < LIMIT
        case NoAnswer() | Wrong():
            pass
    if isinstance(reading, Exact):
        assert int("".join(sign for sign in text if sign in "0123456789")) == reading.value


@given(st.integers(0, 9_999), st.integers(0, 9_999), st.sampled_from([" à ", " ou ", "/", " dont ", ";", "\n", " et "]))
def test_two_numbers_are_never_one(one: int, other: int, between: str) -> None:
    assert isinstance(read_number(f"{one}{between}{other}"), Wrong)
    assert isinstance(read_number(f"{in_french(one)} ou {in_french(other)}"), Wrong)


@given(responses(SURVEY))
def test_what_is_written_as_json_comes_back_without_a_finding(response: Response) -> None:
    ((_, part),) = read(write_answers(SURVEY, response))
    assert isinstance(part, FilledForm)
    collected = collect(SURVEY, SHOWN, part)
    assert collected.response == response
    assert collected.findings == ()


@given(st.lists(responses(SURVEY), min_size=2, max_size=4))
def test_what_is_written_as_json_lines_comes_back_in_order(sent: list[Response]) -> None:
    parts = read(write_answer_lines(SURVEY, sent))
    assert [collect(SURVEY, SHOWN, part).response for _, part in parts if isinstance(part, FilledForm)] == sent


@given(st.permutations(list(lines(SHOWN))))
def test_the_forms_own_words_are_never_stray(moved: list[tuple[str, str | None]]) -> None:
    outside = tuple(Outside(text.replace("\u00a0", " "), question) for text, question in moved)
    found = collect(SURVEY, SHOWN, FilledForm(SURVEY.ref, {}, outside=outside)).findings
    assert "stray_text" not in [one.code for one in found]


@given(st.permutations(list(lines(SHOWN))), st.sampled_from([line for line in lines(SHOWN) if line[0]]), st.booleans())
def test_a_line_of_the_form_said_once_more_is_stray_unless_a_control_stands_in_it(
    moved: list[tuple[str, str | None]], again: tuple[str, str | None], copied: bool
) -> None:
    outside = tuple(Outside(*line, answered=copied and line == again) for line in (*moved, again))
    found = collect(SURVEY, SHOWN, FilledForm(SURVEY.ref, {}, outside=outside)).findings
    told = [one for one in found if one.code == "stray_text"]
    assert [one.raw for one in told] == ([] if copied else [again[0]])


_WORDS = st.builds(
    Words, st.text(max_size=30), prompt=st.booleans(), spilled=st.booleans(), deleted=st.text(max_size=5)
)
_TICKS = st.builds(
    Tick, st.sampled_from([True, False, None]), st.one_of(st.sampled_from(["", "☐", "☒", "X"]), st.text(max_size=3))
)
_CODES = [*SURVEY.field_by_code, *(line.code for line in SURVEY.contact), RESPONDENT_FIELD, FieldId("inconnu")]
_OPTIONS = [OptionCode(code) for code in ("enfants", "adultes", "autres", "oui", "ville", "inconnue")]
_ENTRIES = st.builds(
    Entry,
    st.lists(_WORDS, max_size=3).map(tuple),
    st.dictionaries(st.sampled_from(_OPTIONS), st.lists(_TICKS, min_size=1, max_size=2).map(tuple), max_size=4),
)


@given(st.dictionaries(st.sampled_from(_CODES), _ENTRIES), st.booleans())
def test_no_answer_is_lost_or_doubted_in_silence(entries: dict[FieldId, Entry], complete: bool) -> None:
    collected = collect(SURVEY, SHOWN, FilledForm(SURVEY.ref, entries, complete=complete))
    assert set(collected.response.answers) == set(SURVEY.field_by_code)
    told = {found.place.field for found in collected.findings}
    for code, answer in collected.response.answers.items():
        if isinstance(answer, Unreadable) or (isinstance(answer, Answered) and answer.to_confirm):
            assert code in told
