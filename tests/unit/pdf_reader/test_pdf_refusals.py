"""What is no sound PDF form of ours is refused in French, by its kind, and cannot harm."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Encryption, Name, String
from pikepdf.settings import get_qpdf_limits

import pdf_sample as sample
from surveykit.errors import UnreadableFile
from surveykit_pdf import reader
from surveykit_pdf.guard import FILE_LIMIT, UNPACKED_LIMIT
from surveykit_pdf.refusals import CODES
from surveykit_pdf.seats import DEPTH_LIMIT


def _refused(data: bytes) -> str:
    with pytest.raises(UnreadableFile) as caught:
        reader.read(data)
    assert caught.value.reason.endswith(".")
    assert caught.value.request.endswith(".")
    assert " :" not in caught.value.reason
    return caught.value.code


def _flattened(pdf: pikepdf.Pdf) -> None:
    pdf.flatten_annotations()


def _emptied(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AcroForm.Fields = Array()
    for page in pdf.pages:
        del page.obj.Annots


def _xfa(pdf: pikepdf.Pdf) -> None:
    _emptied(pdf)
    pdf.Root.AcroForm.XFA = pdf.make_stream(b"<xdp/>")


def _foreign(pdf: pikepdf.Pdf) -> None:
    _emptied(pdf)
    other = pdf.make_indirect(Dictionary(T=String("Nom Prénom"), FT=Name.Tx, Subtype=Name.Widget))
    pdf.Root.AcroForm.Fields.append(other)
    pdf.pages[0].obj.Annots = Array([other])
    del pdf.trailer.Info
    del pdf.Root.Metadata
    for page in pdf.pages:
        del page.obj.Resources.XObject


def _deep(pdf: pikepdf.Pdf) -> None:
    node = pdf.make_indirect(Dictionary(T=String("feuille"), FT=Name.Tx))
    for _ in range(DEPTH_LIMIT + 2):
        node = pdf.make_indirect(Dictionary(T=String("n"), Kids=Array([node])))
    pdf.Root.AcroForm.Fields.append(node)


def _encrypted() -> bytes:
    saved = io.BytesIO()
    with sample.opened(sample.blank()) as pdf:
        pdf.save(saved, encryption=Encryption(user="secret", owner="secret"))
    return saved.getvalue()


def _bomb(size: int) -> bytes:
    """A form whose fields stand in a stream of objects of that many bytes, nearly all of them spaces."""
    packed = zlib.compress(b"5 0 <</Fields[6 0 R]>>" + b" " * size, 9)
    objects = {
        1: b"<</Type/Catalog/AcroForm 5 0 R/Pages 2 0 R>>",
        2: b"<</Type/Pages/Count 1/Kids[4 0 R]>>",
        3: b"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>\nstream\n%b\nendstream" % (len(packed), packed),
        4: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Annots[6 0 R]>>",
        6: b"<</Subtype/Widget/T(q1)/FT/Tx/V(un)>>",
    }
    body = b"%PDF-1.7\n"
    places = {5: (2, 3)}
    for number, content in objects.items():
        places[number] = 1, len(body)
        body += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    places[7] = 1, len(body)
    entries = b"".join(bytes([kind]) + place.to_bytes(4, "big") + b"\0" for kind, place in map(places.get, range(1, 8)))
    table = b"7 0 obj\n<</Type/XRef/Size 8/Index[1 7]/W[1 4 1]/Root 1 0 R/Length %d>>\nstream\n%b\nendstream\nendobj\n"
    return body + table % (len(entries), entries) + b"startxref\n%d\n%%%%EOF\n" % len(body)


CASES: list[tuple[str, Callable[[], bytes]]] = [
    ("empty", lambda: b""),
    ("not_pdf", lambda: b"PK\x03\x04" + b"x" * 2000),
    ("too_big", lambda: b"%PDF-1.7\n" + b" " * FILE_LIMIT),
    ("damaged", lambda: b"%PDF-1.7\nrien du tout\n%%EOF\n"),
    ("unsafe", lambda: _bomb(UNPACKED_LIMIT)),
    ("flattened", lambda: sample.changed(sample.filled(), _flattened)),
    ("flattened", lambda: sample.changed(sample.blank(), _emptied)),
    ("xfa", lambda: sample.changed(sample.blank(), _xfa)),
    ("not_a_form", lambda: sample.changed(sample.blank(), _foreign)),
    ("cut_short", lambda: sample.filled()[:-40]),
    ("encrypted", _encrypted),
    ("unsafe", lambda: sample.changed(sample.blank(), _deep)),
    ("unsafe", lambda: sample.blank() + b"\n9999 0 obj\n<</Filter/LZWDecode/Length 0>>\nstream\n\nendstream\nendobj\n"),
]


@pytest.mark.parametrize(("code", "data"), CASES)
def test_each_kind_of_file_is_refused_by_its_name(code, data) -> None:
    assert _refused(data()) == code


def test_every_refusal_is_tried_here() -> None:
    assert {code for code, _ in CASES} == set(CODES)


def test_a_file_without_password_to_open_it_is_read() -> None:
    saved = io.BytesIO()
    with sample.opened(sample.filled()) as pdf:
        pdf.save(saved, encryption=Encryption(user="", owner="secret"))
    assert reader.read(saved.getvalue()).entries == reader.read(sample.filled()).entries


def test_a_tree_that_turns_in_circles_ends() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        node = pdf.make_indirect(Dictionary(T=String("cercle"), FT=Name.Tx, Kids=Array()))
        node.Kids.append(node)
        pdf.Root.AcroForm.Fields.append(node)
        pdf.Root.AcroForm.Fields.append(node)

    assert reader.read(sample.changed(sample.blank(), change)).entries


def test_the_limits_set_for_reading_do_not_outlive_it() -> None:
    before = get_qpdf_limits()
    reader.read(sample.blank())
    _refused(b"%PDF-1.7 rien")
    assert get_qpdf_limits() == before


def test_bytes_before_the_signature_and_after_the_end_do_no_harm() -> None:
    assert reader.read(b"\n\n" + sample.filled() + b"\r\n\r\n").entries == reader.read(sample.filled()).entries


def test_what_is_refused_for_its_size_is_read_when_it_is_small() -> None:
    assert list(reader.read(_bomb(1_000)).entries) == ["q1"]
