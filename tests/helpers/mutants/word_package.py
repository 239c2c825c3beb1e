"""What happens to the parts of a Word form, to its styles, and to the archive that holds them."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from inspect import isfunction

from lxml import etree

from mutants.word_draft import RELATIONS, STYLES, Change, Draft, NotHere
from word_parts import DECLARATION, MAIN, NAMESPACES, R_URI, W, content_of, cut, packed, run, unpacked, with_part, xml

_PROPERTIES = ("<w:strike/>", "<w:dstrike/>", "<w:vanish/>")
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_STORE = "{0D0FF1CE-0000-4000-8000-000000000001}"


# Styles


def _add_styles(draft: Draft, text: str) -> None:
    styles = draft.tree(STYLES)
    styles.extend(xml(text))
    draft.put_styles(styles)


def _style(kind: str, name: str, properties: str = "", based_on: str = "") -> str:
    base = based_on and f'<w:basedOn w:val="{based_on}"/>'
    return f'<w:style w:type="{kind}" w:styleId="{name}">{base}<w:rPr>{properties}</w:rPr></w:style>'


def run_style(draft: Draft) -> None:
    """An answer has a character style that strikes or hides it, by itself or by the one that it is based on."""
    key, sdt = draft.control()
    one = draft.one_of(_PROPERTIES)
    _add_styles(draft, _style("character", "Far", one) + _style("character", "Near", "<w:b/>", "Far"))
    _dress_with_style(draft, sdt, "rStyle", draft.one_of(("Far", "Near")))
    draft.doubt_by_style(key)


def run_style_undone(draft: Draft) -> None:
    """A style that strikes or hides, undone by hand in the run."""
    key, sdt = draft.control()
    one = draft.one_of(("strike", "vanish"))
    _add_styles(draft, _style("character", "Far", f"<w:{one}/>"))
    _dress_with_style(draft, sdt, "rStyle", "Far")
    for each in draft.runs(sdt):
        own = each.find(f"{W}rPr")
        if own is not None:
            own.append(xml(f'<w:{one} w:val="0"/>')[0])
    draft.show(key)


def paragraph_style(draft: Draft) -> None:
    """The paragraph of an answer has a style that strikes or hides what stands in it."""
    key, sdt = draft.control()
    paragraph = draft.paragraph(sdt)
    _add_styles(draft, _style("paragraph", "Far", draft.one_of(_PROPERTIES)) + _style("paragraph", "Near", "", "Far"))
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        raise NotHere
    for one in properties.findall(f"{W}pStyle"):
        cut(one)
    properties.insert(0, xml(f'<w:pStyle w:val="{draft.one_of(("Far", "Near"))}"/>')[0])
    for one, each in draft.places_in(paragraph):
        if not _has_own_style(each):
            draft.doubt_by_style(one)
    draft.doubt_by_style(key)


def own_style_changed(draft: Draft) -> None:
    """The style that the form gives to answers, or a default, is changed to strike or hide."""
    styles = draft.tree(STYLES)
    properties = draft.one_of(("<w:strike/>", "<w:vanish/>"))
    name = draft.one_of(("SkBox", "SkTickBox", "docDefaults"))
    if name == "docDefaults":
        holder = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    else:
        holder = styles.find(f"{W}style[@{W}styleId='{name}']/{W}rPr")
    if holder is None:
        raise NotHere
    holder.extend(xml(properties))
    draft.put_styles(styles)
    for key, sdt in draft.places():
        used = {str(one.get(f"{W}val")) for one in content_of(sdt).iter(f"{W}rStyle")}
        if name == "docDefaults" or name in used:
            draft.doubt_by_style(key)


def table_style(draft: Draft) -> None:
    """The paragraph of an answer is in a table whose style strikes or hides what stands in it."""
    key, sdt = draft.control()
    one = draft.one_of(("<w:strike/>", "<w:vanish/>"))
    way = draft.one_of(("whole", "first", "based"))
    rows = f'<w:tblStylePr w:type="firstRow"><w:rPr>{one}</w:rPr></w:tblStylePr>' if way == "first" else ""
    own = f"<w:rPr>{one}</w:rPr>" if way == "whole" else ""
    base = '<w:basedOn w:val="FarTable"/>' if way == "based" else ""
    _add_styles(
        draft,
        f'<w:style w:type="table" w:styleId="FarTable"><w:rPr>{one}</w:rPr></w:style>'
        f'<w:style w:type="table" w:styleId="NearTable">{base}{own}{rows}</w:style>',
    )
    paragraph = draft.paragraph(sdt)
    look = '<w:tblStyle w:val="NearTable"/><w:tblLook w:val="0020" w:firstRow="1"/>'
    table = xml(f"<w:tbl><w:tblPr>{look}</w:tblPr><w:tr><w:tc/></w:tr></w:tbl>")[0]
    paragraph.addprevious(table)
    next(table.iter(f"{W}tc")).append(paragraph)
    for other, _ in draft.places_in(paragraph):
        draft.doubt_by_style(other)
    draft.doubt_by_style(key)


def styles_replaced(draft: Draft) -> None:
    """The part of the styles is gone, empty, or all of its styles are renamed."""
    kind = draft.one_of(("gone", "empty", "renamed"))
    if kind == "gone":
        draft.parts.pop(STYLES, None)
    elif kind == "empty":
        draft.parts[STYLES] = DECLARATION + f"<w:styles {NAMESPACES}/>".encode()
    else:
        styles = draft.tree(STYLES)
        for one in styles.iter(f"{W}style"):
            one.set(f"{W}styleId", f"{one.get(f'{W}styleId')}1")
        draft.put(STYLES, styles)


def _has_own_style(sdt: etree._Element) -> bool:
    return next(content_of(sdt).iter(f"{W}rStyle"), None) is not None


def _dress_with_style(draft: Draft, sdt: etree._Element, name: str, value: str) -> None:
    for one in draft.runs(sdt):
        own = one.find(f"{W}rPr")
        if own is None:
            own = xml("<w:rPr/>")[0]
            one.insert(0, own)
        for former in own.findall(f"{W}{name}"):
            cut(former)
        own.insert(0, xml(f'<w:{name} w:val="{value}"/>')[0])


# Parts


def part_dropped(draft: Draft) -> None:
    """A part is gone from the archive, what points to it stays."""
    draft.parts.pop(draft.one_of(sorted(draft.parts)))


def part_renamed(draft: Draft) -> None:
    """A part has another name, and what points to it follows."""
    name = draft.one_of(
        [one for one in sorted(draft.parts) if re.fullmatch(r"word/[a-z0-9]+\.xml", one) and one != MAIN]
    )
    renamed = name.replace(".xml", "22.xml")
    base, fresh = name.rpartition("/")[2], renamed.rpartition("/")[2]
    draft.parts[renamed] = draft.parts.pop(name)
    for one in (RELATIONS, "[Content_Types].xml"):
        if one in draft.parts:
            draft.parts[one] = draft.parts[one].replace(base.encode(), fresh.encode())


def part_in_capitals(draft: Draft) -> None:
    """The name of a part is written in capitals."""
    name = draft.one_of(sorted(draft.parts))

    def change(parts: dict[str, bytes]) -> None:
        if name in parts:
            parts[name.upper()] = parts.pop(name)

    draft.then(change)


def part_cut(draft: Draft) -> None:
    """The XML of a part ends too early, within a part that is whole."""
    name = draft.one_of([one for one in sorted(draft.parts) if one != MAIN])
    data = draft.parts[name]
    draft.parts[name] = data[: draft.random.randrange(len(data))]


def main_cut(draft: Draft) -> None:
    """The XML of the document ends too early."""
    keep = draft.random.random()

    def change(parts: dict[str, bytes]) -> None:
        if MAIN in parts:
            parts[MAIN] = parts[MAIN][: int(keep * len(parts[MAIN]))]

    draft.then(change)


def relations_changed(draft: Draft) -> None:
    """Relations of the document are gone, or point outside."""
    relations = draft.tree(RELATIONS)
    one = draft.one_of(list(relations))
    if draft.random.random() < 0.5:
        cut(one)
    else:
        one.set("TargetMode", "External")
    draft.put(RELATIONS, relations)


def settings_changed(draft: Draft) -> None:
    """Protection, tracked changes and other settings of the file change."""
    name = "word/settings.xml"
    settings = draft.tree(name)
    for one in settings.findall(f"{W}documentProtection"):
        cut(one)
    settings.insert(
        0, xml(draft.one_of(("<w:trackRevisions/>", "<w:formsDesign/>", "<w:removePersonalInformation/>")))[0]
    )
    draft.put(name, settings)


def properties_dropped(draft: Draft) -> None:
    """The custom properties are stripped, or the core ones, or both."""
    for name in draft.one_of(
        (("docProps/custom.xml",), ("docProps/core.xml",), ("docProps/custom.xml", "docProps/core.xml"))
    ):
        draft.parts.pop(name, None)


def bound(draft: Draft) -> None:
    """A control shows what an XML part of the file holds: the same as the text in the document, or something else."""
    key, sdt = draft.filled()
    text = draft.text(key)
    properties = sdt.find(f"{W}sdtPr")
    if not text or properties is None or "customXml/item1.xml" in draft.parts:
        raise NotHere
    same = draft.random.random() < 0.5
    other = text if same else "7" if text != "7" else "8"
    attributes = f'w:prefixMappings="xmlns:a=\'urn:a\'" w:xpath="/a:r[1]/a:v[1]" w:storeItemID="{_STORE}"'
    properties.append(xml(f"<w:dataBinding {attributes}/>")[0])
    item = etree.Element("{urn:a}r", nsmap={"a": "urn:a"})
    etree.SubElement(item, "{urn:a}v").text = other
    props = (
        '<ds:datastoreItem xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml" '
        f'ds:itemID="{_STORE}"/>'
    )
    relation = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        f'Type="{R_URI}/customXmlProps" Target="itemProps1.xml"/></Relationships>'
    )
    if RELATIONS not in draft.parts:
        raise NotHere
    draft.parts["customXml/item1.xml"] = etree.tostring(item)
    draft.parts["customXml/itemProps1.xml"] = props.encode()
    draft.parts["customXml/_rels/item1.xml.rels"] = relation.encode()
    pointer = f'<Relationship Id="rIdBound" Type="{R_URI}/customXml" Target="../customXml/item1.xml"/></Relationships>'
    draft.parts[RELATIONS] = draft.parts[RELATIONS].replace(b"</Relationships>", pointer.encode())
    if not same:
        draft.doubt(key)


# Words in other parts


def margin_words(draft: Draft) -> None:
    """Words are typed in the header or the footer."""
    name = draft.one_of(("word/header1.xml", "word/footer1.xml"))
    root = draft.tree(name)
    root.append(xml(f"<w:p>{run('Réponse à la question 2 : 12')}</w:p>")[0])
    draft.put(name, root)


def control_in_margin(draft: Draft) -> None:
    """A control is cut out of the document and put into the header."""
    _, sdt = draft.words()
    root = draft.tree("word/header1.xml")
    root.append(xml("<w:p/>")[0])
    root[-1].append(sdt)
    draft.put("word/header1.xml", root)


def commented(draft: Draft) -> None:
    """A comment is attached to an answer."""
    _, sdt = draft.control()
    words = f'<w:comment w:id="7" w:author="A"><w:p>{run("Lire 15")}</w:p></w:comment>'
    part = f"<w:comments {NAMESPACES}>{words}</w:comments>"
    _with(draft, "comments.xml", part, "comments")
    draft.paragraph(sdt).append(xml('<w:r><w:commentReference w:id="7"/></w:r>')[0])


def footnote(draft: Draft) -> None:
    """A footnote, with its text, stands in an answer."""
    key, sdt = draft.words()
    part = f'<w:footnotes {NAMESPACES}><w:footnote w:id="2"><w:p>{run("Lire 15")}</w:p></w:footnote></w:footnotes>'
    _with(draft, "footnotes.xml", part, "footnotes")
    content_of(sdt).append(xml('<w:r><w:footnoteReference w:id="2"/></w:r>')[0])
    draft.must_tell(key, "Lire 15")


def inserted_document(draft: Draft) -> None:
    """A whole document is inserted in the place of an answer."""
    key, sdt = draft.filled()
    if next(sdt.iterancestors(f"{W}p"), None) is None:
        raise NotHere
    content_of(sdt)[:] = []
    draft.paragraph(sdt).addnext(xml('<w:altChunk r:id="rIdChunk"/>')[0])
    draft.doubt(key)


def second_body(draft: Draft) -> None:
    """The document has two bodies, or a copy of an older one beside it."""
    body = draft.root.find(f"{W}body")
    if body is None:
        raise NotHere
    older = xml(f"<w:body><w:p>{run('Autre version')}</w:p></w:body>")[0]
    if draft.random.random() < 0.5:
        body.addnext(older)
    else:
        draft.parts["word/document2.xml"] = DECLARATION + b"<old/>"


def _with(draft: Draft, name: str, part: str, kind: str) -> None:
    """One more part is there, related to the document."""
    if f"word/{name}" in draft.parts or "[Content_Types].xml" not in draft.parts:
        raise NotHere
    data = with_part(packed(draft.parts), name, DECLARATION + part.encode(), kind, f"{_TYPE}.{kind}+xml")
    draft.parts = unpacked(data)


# The archive


def truncated(draft: Draft) -> None:
    """The end of the file is missing."""
    keep = draft.random.random()
    draft.at_last(lambda data: data[: int(keep * len(data))])


def bytes_changed(draft: Draft) -> None:
    """A few bytes of the archive change."""
    places = [draft.random.random() for _ in range(draft.random.randint(1, 4))]
    value = draft.random.randrange(256)

    def change(data: bytes) -> bytes:
        changed = bytearray(data)
        for place in places:
            if changed:
                changed[int(place * len(changed))] = value
        return bytes(changed)

    draft.at_last(change)


def something_before(draft: Draft) -> None:
    """Other bytes stand before or after the archive."""
    before = draft.random.random() < 0.5
    draft.at_last(lambda data: b"PK\x03\x04" + data if before else data + b"\r\n--boundary--")


def entry_twice(draft: Draft) -> None:
    """A part is there twice, the second time with another text."""
    name = draft.one_of(sorted(draft.parts))

    def change(data: bytes) -> bytes:
        try:
            parts = unpacked(data)
        except (zipfile.BadZipFile, zlib.error):
            return data
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for one, each in (*parts.items(), (name.swapcase(), b"<other/>")):
                archive.writestr(zipfile.ZipInfo(one), each)
        return out.getvalue()

    draft.at_last(change)


CHANGES: tuple[Change, ...] = tuple(
    one for name, one in list(globals().items()) if isfunction(one) and one.__module__ == __name__ and name[0] != "_"
)
"""Every change of this module."""
