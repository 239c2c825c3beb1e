"""The register gives back exactly what it was given."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from surveykit.findings import Finding, Place, Severity
from surveykit.ids import FieldId, OptionCode, RespondentCode
from surveykit.register import Register
from surveykit.register.encoding import (
    decode_findings,
    decode_response,
    encode_findings,
    encode_response,
)
from surveykit.responses import (
    Answered,
    Blank,
    Missing,
    NonResponse,
    NonResponseReason,
    NothingToSay,
    Response,
    Unreadable,
)

codes = st.from_regex(r"\A[a-z][a-z0-9]{0,5}(_[a-z0-9]{1,4}){0,2}\Z")
texts = st.text(max_size=30) | st.sampled_from(["\x00", "\udce9", "=1+1", "é\u0301", "🙂", "null", "\r\n"])
raws = st.none() | texts
values = st.integers() | st.booleans() | texts | st.frozensets(codes.map(OptionCode), max_size=4)
answers = st.one_of(
    st.builds(Answered, values, raws, st.booleans()),
    st.just(Blank()),
    st.builds(NothingToSay, raws),
    st.builds(NonResponse, st.sampled_from(NonResponseReason), raws),
    st.builds(Unreadable, texts),
    st.just(Missing()),
)
responses = st.builds(
    Response,
    st.just("ateliers"),
    st.just("2024"),
    st.none() | codes.map(RespondentCode),
    st.dictionaries(codes.map(FieldId), answers, max_size=6),
    st.dictionaries(codes.map(FieldId), texts, max_size=3),
    st.booleans(),
)
findings = st.lists(
    st.builds(
        Finding,
        codes,
        st.sampled_from(Severity),
        texts,
        st.builds(
            Place,
            file=raws,
            question=raws,
            field=st.none() | codes.map(FieldId),
            respondent=st.none() | codes.map(RespondentCode),
            line=st.none() | st.integers(1, 10**6),
            column=st.none() | st.integers(1, 10**6),
        ),
        raws,
    ),
    max_size=3,
).map(tuple)


@given(response=responses, found=findings)
def test_what_is_encoded_is_decoded(response: Response, found: tuple[Finding, ...]) -> None:
    back = decode_response(encode_response(response))
    assert back == response
    # `raw` is left out of comparisons: the representation has it, and tells True from 1.
    for code, answer in response.answers.items():
        assert _spelled(back.answers[code]) == _spelled(answer)
    assert list(back.answers) == list(response.answers)
    assert decode_findings(encode_findings(found)) == found


@settings(max_examples=25, deadline=None)
@given(response=responses, found=findings)
def test_what_is_recorded_is_read(response: Response, found: tuple[Finding, ...]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "r.sqlite"
        with Register.open(path, "ateliers", "2024") as register:
            added = register.add_file(b"a", "a.docx")
            written = register.record_response(added, 0, response, found)
        with Register.open(path, "ateliers", "2024") as register:
            (read,) = register.responses()
            current = register.current_responses()
    assert read == written
    assert (read.response, read.findings) == (response, found)
    assert [one.response for one in current] == ([] if response.respondent is None else [response])


def _spelled(answer: object) -> str:
    if isinstance(answer, Answered) and isinstance(answer.value, frozenset):
        return repr((sorted(answer.value), answer.raw, answer.to_confirm))
    return repr(answer)
