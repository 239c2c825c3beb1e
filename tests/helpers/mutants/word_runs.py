"""What happens to the characters of an answer in a Word form: how they look, how they are stored, what they are."""

from __future__ import annotations

import copy
from inspect import isfunction

from lxml import etree

from mutants.word_draft import Change, Draft, NotHere
from word_parts import MC_URI, NAMESPACES, W, content_of, cut, deleted, inserted, run, xml

_MATH = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
_HARMLESS = (
    "<w:b/>",
    '<w:lang w:val="en-US"/>',
    '<w:color w:val="1F497D"/>',
    "<w:noProof/>",
    "<w:webHidden/>",
    "<w:i/>",
)
_OFF = '<w:strike w:val="0"/><w:vanish w:val="false"/>'
_STRIKES = ("<w:strike/>", "<w:dstrike/>", '<w:strike w:val="true"/>', '<w:strike w:val="on"/><w:b/>')
_HIDES = ("<w:vanish/>", '<w:vanish w:val="1"/>', "<w:specVanish/><w:vanish/>")
_SHIFTS = (
    '<w:vertAlign w:val="superscript"/>',
    '<w:vertAlign w:val="subscript"/>',
    '<w:position w:val="6"/>',
    '<w:position w:val="-4"/>',
)
_OVERLAYS = "\u0335\u0336\u0337\u0338\u20d2\u20d8\u20e5"
_LOOK_ALIKE = str.maketrans("0123456789aeopcx", "О𝟏２Ʒ٤５б𝟕８９аеорсх")


def _field(result: str, code: str = "REF x", *, end: bool = True) -> str:
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    return f"{marks[0]}<w:r><w:instrText> {code} </w:instrText></w:r>{marks[1]}{result}{marks[2] if end else ''}"


def _hold(sdt: etree._Element, inner: str, slot: str = "hold") -> None:
    """The content of a control is put where `<w:hold/>` stands in the XML given."""
    held = list(content_of(sdt))
    content_of(sdt)[:] = xml(inner)
    place = next(content_of(sdt).iter(f"{W}{slot}"))
    for one in held:
        place.addprevious(one)
    cut(place)


def _dressed(draft: Draft, sdt: etree._Element, properties: str, *, whole: bool = False) -> tuple[str, str, str]:
    """Properties are given to some of the characters of a control: what stands before, those, and what follows."""
    chosen = draft.one_of(draft.runs(sdt))
    text = str(chosen.findtext(f"{W}t") or "")
    start = draft.random.randrange(max(1, len(text)))
    size = draft.random.randint(1, max(1, len(text) - start))
    if whole or draft.random.random() < 0.5 or not text[start : start + size].strip():
        start, size = 0, len(text)
    parts = (text[:start], text[start : start + size], text[start + size :])
    for rank, part in enumerate(parts):
        if part:
            one = copy.deepcopy(chosen)
            one.find(f"{W}t").text = part  # type: ignore[union-attr]
            one.find(f"{W}t").set("{http://www.w3.org/XML/1998/namespace}space", "preserve")  # type: ignore[union-attr]
            if rank == 1:
                own = one.find(f"{W}rPr")
                if own is None:
                    own = xml("<w:rPr/>")[0]
                    one.insert(0, own)
                own.extend(xml(properties))
            chosen.addprevious(one)
    cut(chosen)
    return parts


# Split, and dressed


def split(draft: Draft) -> None:
    """Word split a run for reasons of its own, with its marks between the parts."""
    _, sdt = draft.control()
    for _ in range(draft.random.randint(1, 3)):
        _dressed(draft, sdt, draft.one_of(_HARMLESS))
    between = ("<w:proofErr w:type='spellStart'/>", "<w:bookmarkStart w:id='4242' w:name='_GoBack'/>", "<w:r/>")
    draft.one_of(draft.runs(sdt)).addnext(xml(draft.one_of(between))[0])


def switched_off(draft: Draft) -> None:
    """Strike-through and hiding are switched off by hand where nothing switched them on."""
    key, sdt = draft.control()
    _dressed(draft, sdt, _OFF)
    draft.show(key)


def struck(draft: Draft) -> None:
    key, sdt = draft.control()
    parts = _dressed(draft, sdt, draft.one_of(_STRIKES))
    if parts[1].strip():
        draft.doubt(key)


def hidden(draft: Draft) -> None:
    key, sdt = draft.control()
    parts = _dressed(draft, sdt, draft.one_of(_HIDES))
    if parts[1].strip():
        draft.doubt(key)


def out_of_sight(draft: Draft) -> None:
    """Of the colour behind it, or one point high: nobody sees it."""
    key, sdt = draft.control()
    ways = (
        '<w:color w:val="FFFFFF"/>',
        '<w:color w:val="FAFAFA"/>',
        '<w:color w:val="000000"/><w:highlight w:val="black"/>',
        '<w:color w:val="C00000"/><w:shd w:val="clear" w:color="auto" w:fill="C00000"/>',
        '<w:sz w:val="2"/>',
    )
    parts = _dressed(draft, sdt, draft.one_of(ways))
    if parts[1].strip():
        draft.doubt(key)


def moved_up_or_down(draft: Draft) -> None:
    """Some characters of a number or of a choice are raised or lowered."""
    key, sdt = draft.control(lambda key, _: key.option is None and not draft.is_text(key))
    parts = _dressed(draft, sdt, draft.one_of(_SHIFTS))
    if parts[1].strip():
        draft.doubt(key)


def small_text_above(draft: Draft) -> None:
    """A small text stands over an answer (ruby)."""
    key, sdt = draft.control(lambda key, _: key.option is None and not draft.is_text(key) and bool(draft.text(key)))
    text = draft.text(key)
    if text:
        ruby = f"<w:r><w:ruby><w:rt>{run('1')}</w:rt><w:rubyBase>{run(text)}</w:rubyBase></w:ruby></w:r>"
        draft.write(key, sdt, ruby)
        draft.doubt(key)


def highlighted_answer(draft: Draft) -> None:
    """An answer is highlighted or coloured: it remains an answer."""
    _, sdt = draft.words()
    _dressed(
        draft,
        sdt,
        draft.one_of(('<w:highlight w:val="yellow"/>', '<w:color w:val="C00000"/>', "<w:u w:val='single'/>")),
    )


def highlighted_box(draft: Draft) -> None:
    """The sign of a box that is not ticked, and nothing else, is highlighted, coloured, framed or shaded."""
    key, sdt = draft.box()
    properties = (
        '<w:highlight w:val="yellow"/>',
        '<w:color w:val="C00000"/>',
        '<w:bdr w:val="single" w:sz="4"/>',
        '<w:shd w:val="clear" w:fill="FFFF00"/>',
    )
    for one in draft.runs(sdt):
        own = one.find(f"{W}rPr")
        if own is not None:
            own.extend(xml(draft.one_of(properties)))
    if key.option not in draft.ticked(key):
        draft.must_tell(key)


def marked_label(draft: Draft) -> None:
    """The label of an option is highlighted, framed, underlined or struck out."""
    key, sdt = draft.box()
    labels = [one for one in draft.paragraph(sdt).iterchildren(f"{W}r") if (one.findtext(f"{W}t") or "").strip()]
    chosen = draft.one_of(labels)
    mark = draft.one_of(
        (
            '<w:highlight w:val="yellow"/>',
            '<w:bdr w:val="single"/>',
            '<w:u w:val="single"/>',
            "<w:strike/>",
            "<w:i/>",
            "<w:caps/>",
            "<w:outline/>",
        )
    )
    chosen.insert(0, xml(f"<w:rPr>{mark}</w:rPr>")[0])
    draft.must_tell(key)


def symbol_font(draft: Draft) -> None:
    """The characters of an answer are shown by a font of pictures."""
    key, sdt = draft.filled()
    font = draft.one_of(("Wingdings", "Webdings"))
    parts = _dressed(draft, sdt, f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>', whole=True)
    if parts[1].strip():
        draft.doubt(key)


def symbol_inserted(draft: Draft) -> None:
    """A sign of a symbol font stands in an answer."""
    key, sdt = draft.filled()
    draft.one_of(draft.runs(sdt)).addnext(xml('<w:r><w:sym w:font="Wingdings" w:char="F04A"/></w:r>')[0])
    draft.doubt(key)


# Stored in other ways


def in_field_result(draft: Draft) -> None:
    """An answer is the result of a field, of a link, or of a field in another one's result."""
    _, sdt = draft.control()
    inner = (
        _field("<w:hold/>"),
        _field(_field("<w:hold/>")),
        _field("<w:hold/>", f"IF {_field(run('3'))} = 3 7 0"),
        "<w:fldSimple w:instr=' REF x '><w:hold/></w:fldSimple>",
        "<w:hyperlink w:anchor='x'><w:hold/></w:hyperlink>",
    )
    _hold(sdt, draft.one_of(inner))


def in_field_code(draft: Draft) -> None:
    """An answer is only in the code of a field."""
    key, sdt = draft.filled()
    text = draft.text(key)
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end")]
    if text:
        code = f"<w:r><w:instrText> QUOTE {len(text)} </w:instrText></w:r>"
        draft.doubt(key)
        draft.write(key, sdt, marks[0] + code + run(text) + marks[1])


def field_unfinished(draft: Draft) -> None:
    """A field begins or ends where it should not."""
    _, sdt = draft.control()
    kind = draft.one_of(("begin", "separate", "end"))
    content_of(sdt).insert(0, xml(f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>')[0])


def wrapped(draft: Draft) -> None:
    """Elements that show nothing by themselves hold an answer."""
    _, sdt = draft.control()
    holders = (
        '<w:smartTag w:element="x"><w:hold/></w:smartTag>',
        '<w:customXml w:element="x"><w:hold/></w:customXml>',
        '<w:dir w:val="rtl"><w:hold/></w:dir>',
        '<w:bdo w:val="ltr"><w:hold/></w:bdo>',
        "<w:ins w:id='9' w:author='A'><w:hold/></w:ins>",
        "<w:moveTo w:id='9' w:author='A'><w:hold/></w:moveTo>",
        "<w:permStart w:id='1'/><w:hold/><w:permEnd w:id='1'/>",
    )
    _hold(sdt, draft.one_of(holders))


def written_backwards(draft: Draft) -> None:
    """The characters of an answer are shown from right to left against their nature: so is the text that is kept."""
    key, sdt = draft.filled()
    text = draft.text(key)
    if not text or text == text[::-1]:
        raise NotHere
    kind = draft.one_of(("bdo", "override", "isolated"))
    if kind == "bdo":
        _hold(sdt, '<w:bdo w:val="rtl"><w:hold/></w:bdo>')
    else:
        draft.write(key, sdt, run(f"\u202e{text}\u202c" if kind == "override" else f"\u2067\u202e{text}\u202c\u2069"))
    if not draft.is_text(key):
        draft.doubt(key)


def table_in_control(draft: Draft) -> None:
    """An answer is in a table, in a paragraph of its own or in a frame, within its control."""
    key, sdt = draft.words()
    paragraph = draft.paragraph(sdt)
    if next(sdt.iterancestors(f"{W}p"), None) is None:
        return
    marks = draft.bookmark(key)
    holder = draft.one_of(
        (
            "<w:p><w:hold/></w:p>",
            "<w:tbl><w:tr><w:tc><w:p><w:hold/></w:p></w:tc></w:tr></w:tbl>",
            "<w:tbl><w:tr><w:tc><w:tbl><w:tr><w:tc><w:p><w:hold/></w:p></w:tc></w:tr></w:tbl><w:p/></w:tc></w:tr></w:tbl>",
            '<w:p><w:pPr><w:framePr w:w="200"/></w:pPr><w:hold/></w:p>',
        )
    )
    _hold(sdt, holder)
    for one in (marks[0], sdt, marks[1]):
        paragraph.addprevious(one)


def paragraph_in_table(draft: Draft) -> None:
    """The paragraph of an answer is put into a table."""
    _, sdt = draft.control()
    paragraph = draft.paragraph(sdt)
    table = xml("<w:tbl><w:tr><w:tc/><w:tc><w:p/></w:tc></w:tr></w:tbl>")[0]
    paragraph.addprevious(table)
    next(table.iter(f"{W}tc")).append(paragraph)


def row_hidden_or_removed(draft: Draft) -> None:
    """The paragraph of an answer is in a row of a table that is hidden, or removed under tracked changes."""
    key, sdt = draft.control()
    paragraph = draft.paragraph(sdt)
    row = draft.one_of(("<w:hidden/>", "<w:del w:id='3' w:author='A'/>"))
    table = xml(f"<w:tbl><w:tr><w:trPr>{row}</w:trPr><w:tc/></w:tr></w:tbl>")[0]
    paragraph.addprevious(table)
    next(table.iter(f"{W}tc")).append(paragraph)
    draft.doubt(key)
    draft.close(key)


def in_text_box(draft: Draft) -> None:
    """An answer is in a text box that stands in its control."""
    _, sdt = draft.words()
    box = "<w:txbxContent><w:p><w:hold/></w:p></w:txbxContent>"
    _hold(sdt, f"<w:r><w:pict><v:textbox xmlns:v='urn:schemas-microsoft-com:vml'>{box}</v:textbox></w:pict></w:r>")


def in_text_box_beside(draft: Draft) -> None:
    """An answer is in a text box beside its control, which is empty."""
    key, sdt = draft.filled()
    text = draft.text(key)
    if text:
        draft.write(key, sdt, "")
        box = f"<w:txbxContent><w:p>{run(text)}</w:p></w:txbxContent>"
        draft.paragraph(sdt).append(xml(f"<w:r><w:pict>{box}</w:pict></w:r>")[0])
        draft.doubt(key)


def equation(draft: Draft) -> None:
    """An answer is an equation: a plain line of it, or a shape."""
    key, sdt = draft.filled()
    text = draft.text(key)
    if not text:
        raise NotHere
    shapes = ("m:f><m:num>{}</m:num><m:den>{}</m:den></m:f", "m:sSup><m:e>{}</m:e><m:sup>{}</m:sup></m:sSup")
    letters = "<m:r><m:t>{}</m:t></m:r>"
    if draft.random.random() < 0.5:
        inner = letters.format(_escaped(text))
    else:
        inner = f"<{draft.one_of(shapes)}>".format(letters.format(_escaped(text)), letters.format("2"))
        draft.doubt(key)
    content_of(sdt)[:] = list(etree.fromstring(f"<f {NAMESPACES} {_MATH}><m:oMath>{inner}</m:oMath></f>"))


def alternatives(draft: Draft) -> None:
    """An answer is written twice, for programs that know more and for the others: the same, or something else."""
    key, sdt = draft.filled()
    text = draft.text(key)
    if not text:
        raise NotHere
    other = text if draft.random.random() < 0.5 else "7" if text != "7" else "8"
    known = draft.one_of(("wps", "w14", "unheard"))
    choice, fallback = (text, other) if draft.random.random() < 0.5 else (other, text)
    inner = (
        f'<mc:AlternateContent xmlns:mc="{MC_URI}"><mc:Choice Requires="{known}">{run(choice)}</mc:Choice>'
        f"<mc:Fallback>{run(fallback)}</mc:Fallback></mc:AlternateContent>"
    )
    draft.write(key, sdt, inner)
    if other != text:
        draft.doubt(key)


def picture(draft: Draft) -> None:
    """A picture, a shape or an object stands in an answer, or in its place."""
    key, sdt = draft.filled()
    one = draft.one_of(("<w:drawing/>", "<w:pict/>", "<w:object/>"))
    if draft.random.random() < 0.5:
        content_of(sdt)[:] = []
    content_of(sdt).append(xml(f"<w:r>{one}</w:r>")[0])
    draft.doubt(key)


def footnoted(draft: Draft) -> None:
    """A footnote stands in an answer, and its text is not in the file: only its number shows."""
    _, sdt = draft.words()
    content_of(sdt).append(xml('<w:r><w:footnoteReference w:id="2"/></w:r>')[0])


# Tracked changes


def revised(draft: Draft) -> None:
    """An answer is replaced under tracked changes."""
    key, sdt = draft.filled()
    text = draft.text(key)
    if text and not draft.is_text(key):
        fresh = draft.one_of(("3", "15", "Oui", "NC"))
        draft.write(key, sdt, deleted(text) + inserted(run(fresh)))
        draft.see(key, fresh)


def removed_in_revision(draft: Draft) -> None:
    """All of an answer is removed, or moved away, under tracked changes: accepted, nothing is left."""
    key, sdt = draft.filled()
    kind = draft.one_of(("del", "moveFrom"))
    if draft.text(key):
        _hold(sdt, f"<w:{kind} w:id='9' w:author='A'><w:hold/></w:{kind}>")
        draft.see(key, "")


def control_in_revision(draft: Draft) -> None:
    """A whole control is inserted, removed or moved away under tracked changes."""
    key, sdt = draft.control()
    kind = draft.one_of(("ins", "del", "moveFrom", "moveTo"))
    holder = xml(f"<w:{kind} w:id='9' w:author='A'/>")[0]
    sdt.addprevious(holder)
    holder.append(sdt)
    if kind in {"del", "moveFrom"}:
        draft.doubt(key)
        draft.close(key)


def moved_to_another(draft: Draft) -> None:
    """An answer is moved to another field under tracked changes."""
    (one, first), (other, second) = draft.two()
    text = draft.text(one)
    if text and draft.is_text(one) and draft.is_text(other):
        draft.write(one, first, f"<w:moveFrom w:id='9' w:author='A'>{run(text)}</w:moveFrom>")
        draft.write(other, second, f"<w:moveTo w:id='9' w:author='A'>{run(text)}</w:moveTo>")
        draft.see(one, "")
        draft.see(other, text)


# Other characters


def retyped(draft: Draft) -> None:
    """Something else is typed."""
    key, sdt = draft.words()
    if _is_list(sdt):
        raise NotHere
    texts = ("12", "0", "NC", "environ 30", "12 ou 13", "Oui", "Néant", "1 234", "12 réseaux", "", "cf. question 2")
    text = draft.one_of(texts)
    draft.write(key, sdt, run(text))
    draft.see(key, text)


def look_alikes(draft: Draft) -> None:
    """Some characters of an answer are others that look the same or nearly."""
    key, sdt = draft.free()
    text = draft.text(key)
    changed = text.translate(_LOOK_ALIKE)
    if text and not draft.is_ticks(key):
        draft.write(key, sdt, run(changed))
        draft.see(key, changed)


def invisible_signs(draft: Draft) -> None:
    """Zero-width spaces, joiners, marks of direction and soft hyphens stand in an answer."""
    _key, sdt = draft.filled()
    for one in draft.runs(sdt):
        text = one.findtext(f"{W}t") or ""
        at = draft.random.randint(0, len(text))
        sign = draft.one_of("\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u061c\u00ad")
        one.find(f"{W}t").text = text[:at] + sign + text[at:]  # type: ignore[union-attr]


def struck_by_signs(draft: Draft) -> None:
    """An answer is struck out with characters that strike the one before them: a text keeps them."""
    key, sdt = draft.free()
    text, sign = draft.text(key), draft.one_of(_OVERLAYS)
    if text:
        overlaid = "".join(one + sign for one in text)
        draft.write(key, sdt, run(overlaid))
        if draft.is_text(key):
            draft.see(key, overlaid)
        else:
            draft.doubt(key)


def spaces_changed(draft: Draft) -> None:
    """Spaces of other kinds, tabs and line ends stand around an answer."""
    _, sdt = draft.filled()
    spaces = ("\u00a0", "\u202f", " \t", "\n", "\u2003", "  ")
    first = draft.runs(sdt)[0]
    first.addprevious(xml(run(draft.one_of(spaces)))[0])
    first.addnext(xml(run(draft.one_of(spaces)))[0])


def _is_list(sdt: etree._Element) -> bool:
    return sdt.find(f"{W}sdtPr/{W}dropDownList") is not None


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("{", "").replace("}", "")


CHANGES: tuple[Change, ...] = tuple(
    one for name, one in list(globals().items()) if isfunction(one) and one.__module__ == __name__ and name[0] != "_"
)
"""Every change of this module."""
