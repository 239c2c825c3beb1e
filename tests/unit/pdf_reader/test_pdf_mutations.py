"""Damaged files: whatever byte is changed, cut or repeated, the reader reads or refuses."""

from __future__ import annotations

import random

import pytest

import pdf_sample as sample
from surveykit.errors import UnreadableFile
from surveykit.filled import FilledForm
from surveykit_pdf import reader

TRIES = 240


def mutated(data: bytes, chance: random.Random) -> bytes:
    """The data with a few bytes changed, a part cut out, repeated, or numbers made large."""
    damaged = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        place = chance.randrange(len(damaged))
        match chance.randrange(5):
            case 0:
                damaged[place] = chance.randrange(256)
            case 1:
                del damaged[place : place + chance.choice((1, 7, 300, 20_000))]
            case 2:
                damaged[place:place] = damaged[place : place + chance.choice((1, 40, 3_000))]
            case 3:
                damaged[place : place + 2] = b"99"
            case _:
                damaged[place : place + 1] = chance.choice((b"<<", b">>", b"[", b"]", b"/", b"(", b" R", b"\x00"))
    return bytes(damaged)


@pytest.mark.parametrize("batch", range(4))
def test_a_damaged_file_is_read_or_refused(batch: int) -> None:
    chance = random.Random(batch)
    plain = sample.changed(sample.filled(), lambda pdf: pdf.remove_unreferenced_resources())
    outcomes = set()
    for _ in range(TRIES // 4):
        data = mutated(chance.choice((sample.filled(), sample.blank(), plain)), chance)
        try:
            outcomes.add(type(reader.read(data)))
        except UnreadableFile as refusal:
            outcomes.add(refusal.code)
    assert FilledForm in outcomes
    assert outcomes - {FilledForm}
