"""The marks of what a copy was filled with: read back as written, and never of another value."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from surveykit.document import mark_of, read_marks, written_marks
from surveykit.ids import CODE_PATTERN, FieldId, OptionCode
from surveykit.texts import canonical, squeezed

codes = st.from_regex(CODE_PATTERN, fullmatch=True).filter(lambda code: len(code) <= 48)
values = st.one_of(st.text(max_size=60), st.frozensets(codes.map(OptionCode), max_size=4))


@given(st.dictionaries(codes.map(FieldId), values, max_size=12), st.randoms())
def test_marks_are_read_back_in_whatever_order_their_words_come(held: dict, random) -> None:
    words = [*written_marks(held)]
    random.shuffle(words)
    assert read_marks(" ".join(words)) == {field: mark_of(field, value) for field, value in held.items()}


@given(codes.map(FieldId), values, values)
def test_a_value_has_the_mark_of_another_only_when_white_space_tells_them_apart(field, one, other) -> None:
    def told(value: str | frozenset[OptionCode]) -> str:
        return squeezed(canonical(value if isinstance(value, str) else ",".join(sorted(value))))

    assert (mark_of(field, one) == mark_of(field, other)) == (told(one) == told(other))


def test_what_is_no_mark_is_passed_over() -> None:
    assert read_marks("q1=0123abcd junk q2=xyz =00000000 Q3=0123abcd") == {"q1": "0123abcd"}
