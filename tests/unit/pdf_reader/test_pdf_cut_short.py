"""A file of which the end is missing is refused, or gives every answer: none is lost in silence."""

from __future__ import annotations

import io
from functools import cache

import pikepdf
import pytest
from pikepdf import ObjectStreamMode

import pdf_sample as sample
from surveykit.errors import UnreadableFile
from surveykit.filled import FilledForm
from surveykit_pdf import reader

SHARES = (*(share / 1000 for share in range(100, 1000, 40)), 0.95, 0.97, 0.98, 0.985, 0.99, 0.995, 0.999)


def _saved(**options: object) -> bytes:
    saved = io.BytesIO()
    with sample.opened(sample.filled()) as pdf:
        pdf.save(saved, **options)
    return saved.getvalue()


@cache
def _made(kind: str) -> bytes:
    match kind:
        case "rendered":
            return sample.filled()
        case "saved":
            return _saved()
        case "plain":
            return _saved(object_stream_mode=ObjectStreamMode.disable)
        case "linear":
            return _saved(linearize=True)
        case _:
            return sample.filled() + b"\n9 0 obj\n<</Type/Catalog>>\nendobj\n"


def _read(data: bytes) -> FilledForm | str:
    try:
        return reader.read(data)
    except UnreadableFile as refusal:
        return refusal.code


@pytest.mark.parametrize("kind", ["rendered", "saved", "plain", "linear"])
def test_no_cut_gives_blanks_in_silence(kind: str) -> None:
    whole = _made(kind)
    expected = reader.read(whole).entries
    lost = []
    for share in SHARES:
        found = _read(whole[: int(len(whole) * share)])
        if isinstance(found, FilledForm) and found.entries != expected:
            lost.append(share)
    assert lost == []
    assert _read(whole[: len(whole) * 9 // 10]) in {"cut_short", "damaged"}


def test_a_cut_in_what_was_added_to_the_form_is_seen_byte_by_byte() -> None:
    whole = sample.filled()
    start = whole.index(b"%%EOF") + len(b"%%EOF")
    assert start < len(whole) - 1_000  # up to there it is the form for nobody, whole: whose copy it is, is missing
    for end in (*range(start + 3, start + 40), *range(start + 40, len(whole) - 6, 97)):
        assert isinstance(_read(whole[:end]), str), end
    assert isinstance(_read(whole[:-1]), FilledForm)


def test_what_goes_on_after_the_end_is_refused() -> None:
    assert _read(_made("gone on")) == "cut_short"


@pytest.mark.parametrize("tail", [b"\r\n\r\n", b"\x00" * 600, b"\n<html></html>", b"\n-- \nEnvoye de mon telephone"])
def test_what_a_mail_gateway_adds_does_no_harm(tail: bytes) -> None:
    assert isinstance(_read(sample.filled() + tail), FilledForm)


def test_a_lost_table_is_no_success() -> None:
    whole = _made("plain")
    place = whole.rindex(b"startxref") + 10
    with pytest.raises(UnreadableFile, match="endommagé"):
        reader.read(whole[:place] + b"9" + whole[place + 1 :])
    with pikepdf.open(io.BytesIO(whole)) as pdf:
        assert not pdf.get_warnings()
