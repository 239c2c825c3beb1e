# ruff: noqa: E501
"""Files made to cost whoever reads them as much as can be: each from a form of ours, or from nothing."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Mapping
from itertools import accumulate
from struct import pack

import pikepdf

from word_parts import MAIN, packed, unpacked

Bomb = Callable[[Mapping[str, bytes]], bytes]
"""Made from a form of each format: `docx`, `pdf`, `html`."""


def _json(answers: str) -> bytes:
    return f'{{"survey": "reseaux_2014", "edition": "2014", "respondent": "corse", "answers": {answers}}}'.encode()


def _numbered(key: str, number: int) -> str:
    return ", ".join(f'"{key}{one}"' for one in range(number))


def _object(key: str, number: int) -> str:
    return "{" + ", ".join(f'"{key}{one}": 1' for one in range(number)) + "}"


def _page(forms: Mapping[str, bytes], inside: str) -> bytes:
    """The form as a page with more at its end."""
    page = forms["html"].decode()
    head, _, tail = page.rpartition("</form>")
    return f"{head}{inside}</form>{tail}".encode()


def _styled(forms: Mapping[str, bytes], style: str) -> bytes:
    return forms["html"].replace(b"<style>", b"<style>" + style.encode(), 1)


def _word(forms: Mapping[str, bytes], inside: str, before: str = "<w:sectPr") -> bytes:
    """The form as a Word file with more before the end of its body."""
    parts = unpacked(forms["docx"])
    head, sign, tail = parts[MAIN].decode().rpartition(before)
    return packed({**parts, MAIN: f"{head}{inside}{sign}{tail}".encode()})


def _word_part(forms: Mapping[str, bytes], name: str, data: bytes) -> bytes:
    return packed({**unpacked(forms["docx"]), name: data})


def _in_control(forms: Mapping[str, bytes], inside: str) -> bytes:
    parts = unpacked(forms["docx"])
    return packed(
        {**parts, MAIN: parts[MAIN].decode().replace("<w:sdtContent>", f"<w:sdtContent>{inside}", 1).encode()}
    )


RUN = "<w:r><w:t>1</w:t></w:r>"


def _pdf(*objects: bytes, trailer: bytes = b"<</Root 1 0 R/Size 9>>") -> bytes:
    pieces = [b"%PDF-1.7\n", *(b"%d 0 obj\n%s\nendobj\n" % (number, one) for number, one in enumerate(objects, 1))]
    *places, start = accumulate(map(len, pieces))
    body = b"".join(pieces)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return body + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n%s\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1, table, trailer, start,
    )  # fmt: skip


def _stream(data: bytes, more: bytes = b"") -> bytes:
    packed_data = zlib.compress(data, 9)
    return b"<</Length %d/Filter/FlateDecode%s>>stream\n%s\nendstream" % (len(packed_data), more, packed_data)


def _with_pdf(forms: Mapping[str, bytes], change: Callable[[object], None]) -> bytes:
    with pikepdf.open(io.BytesIO(forms["pdf"])) as pdf:
        change(pdf)
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


def _many_widgets(number: int) -> Callable[..., None]:
    def change(pdf) -> None:  # type: ignore[no-untyped-def]
        page = pdf.pages[0]
        for one in range(number):
            widget = pdf.make_indirect(
                pikepdf.Dictionary(
                    Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, FT=pikepdf.Name.Tx,
                    T=pikepdf.String(f"x{one}"), V=pikepdf.String("1"), Rect=[0, 0, 9, 9],
                )
            )  # fmt: skip
            page.Annots.append(widget)
            pdf.Root.AcroForm.Fields.append(widget)

    return change


def _fonts(table: bytes) -> Callable[..., None]:
    def change(pdf) -> None:  # type: ignore[no-untyped-def]
        for font in pdf.pages[0].Resources.Font.values():
            font.ToUnicode = pdf.make_stream(table)

    return change


def _drawn(more: bytes) -> Callable[..., None]:
    def change(pdf) -> None:  # type: ignore[no-untyped-def]
        page = pdf.pages[0]
        page.contents_add(pdf.make_stream(more))

    return change


def _in_each_other(number: int) -> Callable[..., None]:
    """Forms that draw each other, ten times each: 10 ** number drawings."""

    def change(pdf) -> None:  # type: ignore[no-untyped-def]
        below = None
        for _ in range(number):
            form = pdf.make_stream(b"/X Do " * 10 if below is not None else b"BT ET")
            form.Type, form.Subtype, form.BBox = pikepdf.Name.XObject, pikepdf.Name.Form, [0, 0, 9, 9]
            if below is not None:
                form.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=below))
            below = form
        page = pdf.pages[0]
        page.Resources.XObject = page.Resources.get("/XObject", pikepdf.Dictionary())
        page.Resources.XObject.Bomb = below
        page.contents_add(pdf.make_stream(b"/Bomb Do " * 10))

    return change


def _loop_of_fields(pdf) -> None:  # type: ignore[no-untyped-def]
    one = pdf.make_indirect(pikepdf.Dictionary(T=pikepdf.String("q1"), FT=pikepdf.Name.Tx))
    one.Kids = pikepdf.Array([one] * 1000)
    one.Parent = one
    pdf.Root.AcroForm.Fields.append(one)


def _deep_fields(pdf) -> None:  # type: ignore[no-untyped-def]
    below = pdf.make_indirect(pikepdf.Dictionary(T=pikepdf.String("q"), FT=pikepdf.Name.Tx, V=pikepdf.String("1")))
    for _ in range(20_000):
        above = pdf.make_indirect(pikepdf.Dictionary(T=pikepdf.String("a"), Kids=pikepdf.Array([below])))
        below.Parent = above
        below = above
    pdf.Root.AcroForm.Fields.append(below)


def _pages_of_themselves(pdf) -> None:  # type: ignore[no-untyped-def]
    for _ in range(1000):
        pdf.Root.Pages.Kids.append(pdf.Root.Pages)


def _zip(members: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def _nested_parts(depth: int) -> bytes:
    return b"From: a@b.example\nTo: c@d.example\n" + b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (one, one) for one in range(depth)
    )


def _compound(size: int) -> bytes:
    """A compound file whose sectors lead in a circle."""
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += pack("<IIIIIIIII", 0, 1, 0, 0, 4096, 0, 1, 0, 1)
    head += pack("<I", 0) + b"\xff" * (512 - len(head) - 4)
    return head + b"".join(pack("<I", one % 3) * 128 for one in range(size // 512))


M = 1024 * 1024
BOMBS: Mapping[str, Bomb] = {
    # answers
    "brackets.json": lambda _: b"[" * M,
    "braces.json": lambda _: b'{"a":' * (M // 5),
    "brackets in answers.json": lambda _: _json('{"q1": ' + "[" * 500_000),
    "nested whole.json": lambda _: _json('{"q1": ' + "[" * 900 + "]" * 900 + "}"),
    "same option.json": lambda _: _json('{"q11": [' + ", ".join(['"a"'] * 200_000) + "]}"),
    "options.json": lambda _: _json('{"q11": [' + _numbered("a", 4_000) + "]}"),
    "many options.json": lambda _: _json('{"q11": [' + _numbered("a", 200_000) + "]}"),
    "keys.json": lambda _: _json(_object("k", 4_000)),
    "many keys.json": lambda _: _json(_object("k", 200_000)),
    "same key.json": lambda _: _json("{" + ", ".join(['"q1": 1'] * 200_000) + "}"),
    "strangers.json": lambda _: b'{"respondent": "corse", "answers": {"q1": 1}, ' + _object("k", 4_000)[1:].encode(),
    "many strangers.json": lambda _: b'{"respondent": "corse", "answers": {"q1": 1}, ' + _object("k", 200_000)[1:].encode(),
    "answers twice.json": lambda _: b'{"respondent": "corse", ' + b", ".join([b'"answers": {"q1": 1}'] * 50_000) + b"}",
    "number.json": lambda _: _json('{"q1": ' + "9" * 5 * M + "}"),
    "power.json": lambda _: _json('{"q1": 1e999999999}'),
    "numbers.json": lambda _: b"[" + b"1," * (5 * M) + b"1]",
    "answer of digits.json": lambda _: _json('{"q1": "' + "9" * M + '"}'),
    "answer of spaces.json": lambda _: _json('{"q1": "1' + " " * M + '1"}'),
    "answer of lines.json": lambda _: _json('{"q1": "' + "1\\n" * (M // 2) + '"}'),
    "answer of signs.json": lambda _: _json('{"q1": "' + "1 000 " * (M // 6) + 'a"}'),
    "answer of letters.json": lambda _: _json('{"q2": "' + "a" * 15 * M + '"}'),
    "answer of dots.json": lambda _: _json('{"q2": "' + ". " * M + '"}'),
    "answer of accents.json": lambda _: _json('{"q1": "1' + "\u0338" * M + '"}'),
    "respondent.json": lambda _: b'{"respondent": "' + b"corse " * (M // 6) + b'", "answers": {"q1": 1}}',
    "form.json": lambda _: b'{"form": "' + b"a/" * (M // 2) + b'", "answers": {"q1": 1}}',
    "prefilled.json": lambda _: b'{"respondent": "corse", "prefilled": "' + b"a" * (5 * M) + b'", "answers": {"q1": 1}}',
    "contact.json": lambda _: _json('{"contact_name": "' + "Corse " * (M // 6) + '"}'),
    "blank.json": lambda _: b" " * (19 * M) + b"{",
    "empty lines.jsonl": lambda _: b"\n" * (10 * M),
    "objects.jsonl": lambda _: b"{}\n" * 3_000,
    "no objects.jsonl": lambda _: b"a\n" * (2 * M),
    "numbers.jsonl": lambda _: b"1\n" * (2 * M),
    "wide.jsonl": lambda _: ("{}\n" + "a\n" * M).encode("utf-16"),
    "one line.jsonl": lambda _: b'{"a":"' + b"a" * (25 * M),
    "long numbers.jsonl": lambda _: b"[" + b"1," * (9 * M) + b"1]\n{}\n",
    # pages
    "unclosed.html": lambda forms: _page(forms, "<div>" * 100_000),
    "closed.html": lambda forms: _page(forms, "</div>" * 100_000),
    "bold.html": lambda forms: _page(forms, "<b>a" * 100_000),
    "fieldsets.html": lambda forms: _page(forms, "<fieldset name=a>" * 100_000),
    "labels.html": lambda forms: _page(forms, "<label>a" * 100_000),
    "selects.html": lambda forms: _page(forms, "<select name=a>" * 100_000),
    "options.html": lambda forms: _page(forms, "<select name=q11>" + "<option>a" * 100_000),
    "inputs.html": lambda forms: _page(forms, "<input name=q1 value=1>" * 9_000),
    "many inputs.html": lambda forms: _page(forms, "<input name=q1 value=1>" * 100_000),
    "boxes.html": lambda forms: _page(forms, "<fieldset name=q11>" + "<input type=checkbox value=a checked>" * 9_000),
    "other boxes.html": lambda forms: _page(
        forms, "<fieldset name=q11>" + "".join(f"<input type=checkbox value=a{one} checked>" for one in range(9_000))
    ),
    "hidden inputs.html": lambda forms: _page(forms, "<input name=q1 value=1 disabled style=display:none>" * 9_000),
    "paragraphs.html": lambda forms: _page(forms, "<p>a</p>" * 100_000),
    "other paragraphs.html": lambda forms: _page(forms, "".join(f"<p>remarque {one}</p>" for one in range(50_000))),
    "attributes.html": lambda forms: _page(forms, "<p " + "a=1 " * 100_000 + ">"),
    "other attributes.html": lambda forms: _page(forms, "<p " + " ".join(f"a{one}" for one in range(100_000)) + ">"),
    "attributes without an end.html": lambda forms: _page(forms, "<p " + "a='" * 100_000),
    "openings.html": lambda forms: _page(forms, "<a" * 500_000),
    "comments.html": lambda forms: _page(forms, "<!--" * 500_000),
    "declarations.html": lambda forms: _page(forms, "<!a" * 500_000),
    "entities.html": lambda forms: _page(forms, "<p>" + "&amp" * 500_000),
    "long entity.html": lambda forms: _page(forms, "<p>&" + "a" * M),
    "entity number.html": lambda forms: _page(forms, "<p>&#" + "9" * M + ";"),
    "text.html": lambda forms: _page(forms, "<p>" + "a" * (15 * M)),
    "spaces.html": lambda forms: _page(forms, "<p>" + " " * (15 * M)),
    "scripts.html": lambda forms: _page(forms, "<script>" * 200_000),
    "textareas.html": lambda forms: _page(forms, "<textarea name=q2>" * 200_000),
    "styles.html": lambda forms: _page(forms, "<style>" * 200_000),
    "style.html": lambda forms: _page(forms, "<p style='" + "color:" * 200_000 + "'>a"),
    "styled.html": lambda forms: _page(forms, "<p style='" + "left:" + " " * M + "'>a"),
    "decorated.html": lambda forms: _page(forms, "<p style='" + "text-decoration" * 100_000 + "'>a"),
    "each styled.html": lambda forms: _page(forms, "<p style='text-decoration:line-through;color:red'>a</p>" * 50_000),
    "rules.html": lambda forms: _styled(forms, ".a{display:none}" * 100_000),
    "other rules.html": lambda forms: _styled(forms, "".join(f".a{one}{{display:none}}" for one in range(50_000))),
    "rules and elements.html": lambda forms: _styled(
        forms, "".join(f".a{one}{{display:none}}" for one in range(20_000))
    ).replace(b"</form>", b"<p class='a1 a2 a3'>a</p>" * 20_000 + b"</form>"),
    "selectors.html": lambda forms: _styled(forms, ".a," * 300_000 + "b{display:none}"),
    "compound.html": lambda forms: _styled(forms, ".a" * 300_000 + "{display:none}"),
    "braces.html": lambda forms: _styled(forms, "{" * 500_000),
    "sheet of comments.html": lambda forms: _styled(forms, "/*" * 500_000),
    "classes.html": lambda forms: _page(forms, "<p class='" + "a " * 500_000 + "'>a"),
    "copy.html": lambda forms: _page(forms, "<p id=sk-copy>" + "a-" * 500_000),
    "as mailed.html": lambda forms: forms["html"] + b" id=3D id=3D" + b"=" * (5 * M),
    # word
    "runs.docx": lambda forms: _in_control(forms, RUN * 200_000),
    "runs outside.docx": lambda forms: _word(forms, "<w:p>" + RUN * 100_000 + "</w:p>"),
    "paragraphs.docx": lambda forms: _word(forms, f"<w:p>{RUN}</w:p>" * 50_000),
    "empty paragraphs.docx": lambda forms: _word(forms, "<w:p/>" * 1_000_000),
    "empty elements.docx": lambda forms: _word(forms, "<w:a/>" * 1_000_000),
    "bookmarks.docx": lambda forms: _word(
        forms, "<w:p>" + "".join(f'<w:bookmarkStart w:id="{one}" w:name="q{one}"/>' for one in range(80_000)) + "</w:p>"
    ),
    "bookmarks around.docx": lambda forms: _word(
        forms,
        "<w:p>" + "".join(f'<w:bookmarkStart w:id="{one}" w:name="q{one}"/>' for one in range(9_000)) + RUN * 9_000
        + "".join(f'<w:bookmarkEnd w:id="{one}"/>' for one in range(9_000)) + "</w:p>",
    ),
    "many controls.docx": lambda forms: _word(
        forms,
        ('<w:sdt><w:sdtPr><w:tag w:val="q1"/><w:text/></w:sdtPr><w:sdtContent><w:p>' + RUN
         + "</w:p></w:sdtContent></w:sdt>") * 20_000,
    ),
    "controls in each other.docx": lambda forms: _word(
        forms, "<w:sdt><w:sdtContent>" * 100 + f"<w:p>{RUN}</w:p>" + "</w:sdtContent></w:sdt>" * 100
    ),
    "deep.docx": lambda forms: _word(forms, "<w:p>" * 100_000 + "</w:p>" * 100_000),
    "tables.docx": lambda forms: _word(forms, "<w:tbl><w:tr><w:tc>" * 60 + f"<w:p>{RUN}</w:p>" * 20_000 + "</w:tc></w:tr></w:tbl>" * 60),
    "attributes.docx": lambda forms: _word(
        forms, "<w:p " + " ".join(f'a{one}="1"' for one in range(100_000)) + "/>"
    ),
    "namespaces.docx": lambda forms: _word(
        forms, "<w:p " + " ".join(f'xmlns:a{one}="u{one}"' for one in range(50_000)) + ">" + "<w:r/>" * 50_000 + "</w:p>"
    ),
    "namespace each.docx": lambda forms: _word(
        forms, "".join(f'<a{one}:p xmlns:a{one}="u{one}"/>' for one in range(50_000))
    ),
    "names.docx": lambda forms: _word(forms, "".join(f"<a{one}/>" for one in range(300_000))),
    "text.docx": lambda forms: _word(forms, "<w:p><w:r><w:t>" + "a" * (7 * M) + "</w:t></w:r></w:p>"),
    "spaces.docx": lambda forms: _in_control(forms, "<w:r><w:t>" + " " * (7 * M) + "</w:t></w:r>"),
    "comments.docx": lambda forms: _word(forms, "".join(f'<w:p><w:commentRangeStart w:id="{one}"/></w:p>' for one in range(50_000))),
    "fields.docx": lambda forms: _word(forms, '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>' * 40_000),
    "style.docx": lambda forms: _word_part(
        forms, "word/styles.xml",
        b'<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        + b"".join(b'<w:style w:styleId="a%d"><w:basedOn w:val="a%d"/><w:rPr><w:strike/></w:rPr></w:style>' % (one, one + 1) for one in range(30_000))
        + b"</w:styles>",
    ),
    "circle of styles.docx": lambda forms: _word_part(
        forms, "word/styles.xml",
        b'<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        b'<w:style w:styleId="a"><w:basedOn w:val="b"/><w:rPr><w:strike/></w:rPr></w:style>'
        b'<w:style w:styleId="b"><w:basedOn w:val="a"/></w:style></w:styles>',
    ),
    "zeros.docx": lambda forms: _word_part(forms, "word/media/a.bin", bytes(90 * M)),
    "members.docx": lambda forms: packed({**unpacked(forms["docx"]), **{f"a{one}": b"" for one in range(60_000)}}),
    "slashes.docx": lambda forms: packed({**unpacked(forms["docx"]), "word/_rels/document.xml.rels": b"<a>" * 200_000}),
    # pdf
    "widgets.pdf": lambda forms: _with_pdf(forms, _many_widgets(3_000)),
    "many widgets.pdf": lambda forms: _with_pdf(forms, _many_widgets(30_000)),
    "drawings.pdf": lambda forms: _with_pdf(forms, _in_each_other(8)),
    "operators.pdf": lambda forms: _with_pdf(forms, _drawn(b"BT (a) Tj ET " * 300_000)),
    "operands.pdf": lambda forms: _with_pdf(forms, _drawn(b"1 " * 3_000_000)),
    "arrays.pdf": lambda forms: _with_pdf(forms, _drawn(b"[" * 1_000_000)),
    "states.pdf": lambda forms: _with_pdf(forms, _drawn(b"q " * 1_000_000)),
    "zeros.pdf": lambda forms: _with_pdf(forms, _drawn(bytes(60 * M))),
    "font.pdf": lambda forms: _with_pdf(forms, _fonts(b"beginbfchar " * 20_000)),
    "spans.pdf": lambda forms: _with_pdf(forms, _fonts(b"1 beginbfrange " + b"<00><ffff><0000>" * 15_000 + b" endbfrange")),
    "open spans.pdf": lambda forms: _with_pdf(forms, _fonts(b"1 beginbfrange " + b"<0><0>[" * 35_000 + b" endbfrange")),
    "digits.pdf": lambda forms: _with_pdf(forms, _fonts(b"1 beginbfchar <" + b"0" * 250_000 + b"><0041> endbfchar")),
    "zeros in a font.pdf": lambda forms: _with_pdf(forms, _fonts(bytes(60 * M))),
    "loop of fields.pdf": lambda forms: _with_pdf(forms, _loop_of_fields),
    "deep fields.pdf": lambda forms: _with_pdf(forms, _deep_fields),
    "pages.pdf": lambda forms: _with_pdf(forms, _pages_of_themselves),
    "garbage.pdf": lambda _: b"%PDF-1.7\n" + b"1 0 obj\n" * 500_000 + b"%%EOF",
    "numbers.pdf": lambda _: b"%PDF-1.7\n" + b"9" * (5 * M) + b" 0 obj\n%%EOF",
    "ends.pdf": lambda _: b"%PDF-1.7\n" + b"%%EOF\n" * 500_000,
    "starts.pdf": lambda _: b"%PDF-1.7\n" + b"startxref\n9\n" * 200_000 + b"%%EOF",
    "loop of tables.pdf": lambda _: b"%PDF-1.7\nxref\n0 1\n0000000000 65535 f \ntrailer\n<</Size 1/Prev 9/Root 1 0 R>>\nstartxref\n9\n%%EOF\n",
    "brackets.pdf": lambda _: _pdf(b"[" * (5 * M)),
    "dictionaries.pdf": lambda _: _pdf(b"<</a" * M),
    "large table.pdf": lambda _: b"%PDF-1.7\nxref\n0 999999999\n" + b"0000000000 65535 f \n" * 200_000 + b"trailer\n<</Size 999999999/Root 1 0 R>>\nstartxref\n9\n%%EOF\n",
    "objects.pdf": lambda _: _pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>", *[b"<<>>"] * 200_000),
    "bomb of objects.pdf": lambda _: _pdf(b"<</Type/Catalog/Pages 2 0 R>>", _stream(b"0 0 " * (10 * M), b"/Type/ObjStm/N 10000000/First 5")),
    "bomb of tables.pdf": lambda _: _pdf(_stream(bytes(60 * M), b"/Type/XRef/W[1 1 1]/Size 20000000/Root 2 0 R")).replace(b"startxref\n", b"startxref\n9\n%"),
    "lengths.pdf": lambda _: _pdf(b"<</Length 1 0 R>>stream\n\nendstream"),
    # archives and messages
    "members.zip": lambda _: _zip({f"{one}.docx": b"" for one in range(65_000)}),
    "few members.zip": lambda _: _zip({f"{one}.docx": b"a" for one in range(2_000)}),
    "answers.zip": lambda _: _zip({f"{one}.json": _json(_object("k", 4_000)) for one in range(5)}),
    "zeros.zip": lambda _: _zip({"a.docx": bytes(100 * M)}),
    "folders.zip": lambda _: _zip({"a/" * 30_000 + "a.docx": b"a"}),
    "mailbox.mbox": lambda _: b"From \n" * M,
    "letters.mbox": lambda _: b"From a@b.example Thu Jan  1 00:00:00 1970\n\n" * 25_000,
    "heads.mbox": lambda _: b"From a@b.example Thu Jan  1 00:00:00 1970\nFrom: a\nTo: b\n\na\n\n" * 2_000,
    "nested.eml": lambda _: _nested_parts(1_000),
    "very nested.eml": lambda _: _nested_parts(100_000),
    "messages.eml": lambda _: b"From: a@b.example\nTo: c@d.example\n" + b"Content-Type: message/rfc822\n\nFrom: a\nTo: b\n" * 100_000,
    "addresses.eml": lambda _: b"To: a\nFrom: " + b"a@b.example, " * 400_000 + b"\n\na",
    "words.eml": lambda _: b"To: a\nSubject: " + b"=?utf-8?q?a?= " * 400_000 + b"\nFrom: a@b.example\n\na",
    "lines.eml": lambda _: b"From: a@b.example\nTo: c@d.example\n\n" + b"Le a\n" * M,
    "circle.msg": lambda _: _compound(5 * M),
    "winmail.dat": lambda _: pack("<IH", 0x223E9F78, 1) + b"\x02" * (5 * M),
    # others
    "zeros.docx ": lambda _: bytes(19 * M),
    "zeros.html": lambda _: bytes(19 * M),
    "text.txt": lambda _: b"a" * (19 * M),
    "text.rtf": lambda _: b"{\\rtf1" + b"{" * M,
    "flat.xml": lambda _: b"<?xml version='1.0'?>" + b"<a>" * (5 * M),
    "picture.png": lambda _: b"\x89PNG\r\n\x1a\n" + bytes(15 * M),
}  # fmt: skip
"""By the name of the file that it is."""
