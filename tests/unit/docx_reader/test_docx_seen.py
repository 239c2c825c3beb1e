"""A person who opens the file sees it so: characters struck out, hidden, raised, in fields and formulas, and marks."""

from __future__ import annotations

import time
from copy import deepcopy

import pytest

from surveykit.filled import Origin, Outside, Tick, Words
from surveykit_docx.story import Stretch
from surveykit_docx.walk import story_of
from word_parts import (
    MAIN,
    W,
    bookmark_of,
    content_of,
    control_of,
    cut,
    edited,
    packed,
    paragraph_of,
    run,
    unpacked,
    with_part,
    write,
    xml,
)
from word_returns import commented, fill

STYLES = "word/styles.xml"
M = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'


def answered(form: bytes, inner: str, control: str = "q1_total") -> bytes:
    """The form with these runs in a control."""
    return edited(form, lambda root: write(control_of(root, control), inner))


def styled(form: bytes, *styles: str, defaults: str = "") -> bytes:
    """The form with more styles, and more default properties of runs."""

    def change(root):
        root.extend(xml("".join(styles)))
        root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr").extend(xml(defaults))

    return edited(form, change, STYLES)


def style(name: str, properties: str, kind: str = "character", based_on: str = "") -> str:
    base = based_on and f'<w:basedOn w:val="{based_on}"/>'
    return f'<w:style w:type="{kind}" w:styleId="{name}">{base}<w:rPr>{properties}</w:rPr></w:style>'


@pytest.mark.parametrize(
    "properties",
    ["<w:strike/>", "<w:dstrike/>", '<w:strike w:val="true"/>', '<w:strike w:val="1"/><w:b/>'],
)
def test_what_is_struck_is_no_part_of_the_answer_and_is_kept_apart(read, form, properties):
    found = read(answered(form, run("10", properties) + run("14"))).words("q1_total")
    assert found == (Words("14", struck="10"),)


@pytest.mark.parametrize("properties", ["<w:vanish/>", "<w:vanish/><w:strike/>", "<w:specVanish/>"])
def test_what_is_hidden_is_no_part_of_the_answer_and_is_kept_apart(read, form, properties):
    found = read(answered(form, run("5") + run("7", properties))).words("q1_total")
    assert found == (Words("5", hidden="7"),)


@pytest.mark.parametrize(
    "properties",
    ['<w:strike w:val="0"/>', '<w:vanish w:val="false"/>', "<w:webHidden/>", '<w:vertAlign w:val="baseline"/>',
     '<w:position w:val="0"/>', "<w:rPrChange w:id='1' w:author='A'><w:rPr><w:strike/></w:rPr></w:rPrChange>",
     "<w:b/><w:highlight w:val='yellow'/>"],
)  # fmt: skip
def test_what_is_shown_as_the_rest_is_read_as_the_rest(read, form, properties):
    assert read(answered(form, run("1") + run("2", properties))).words("q1_total") == (Words("12"),)


@pytest.mark.parametrize(
    ("properties", "shown"),
    [
        ('<w:vertAlign w:val="superscript"/>', "12¹"),
        ('<w:vertAlign w:val="subscript"/>', "12₁"),
        ('<w:position w:val="6"/>', "12¹"),
        ('<w:position w:val="-6"/>', "12₁"),
    ],
)
def test_what_is_raised_or_lowered_is_shown_so_and_told_apart(read, form, properties, shown):
    found = read(answered(form, run("12") + run("1", properties))).words("q1_total")
    assert found == (Words(shown, raised=("1",), level="12"),)


def test_looks_come_from_the_styles_of_runs_and_paragraphs_and_what_they_are_based_on(read, form):
    form = styled(
        form,
        style("Old", "<w:strike/>"),
        style("Older", "<w:b/>", based_on="Old"),
        style("Kept", '<w:strike w:val="0"/>', based_on="Old"),
        style("Loop", "<w:i/>", based_on="Loop"),
        style("Aside", "<w:vanish/>", kind="paragraph"),
        style("Up", '<w:vertAlign w:val="superscript"/>'),
    )
    runs = "".join(
        run(f"{n} ", f'<w:rStyle w:val="{name}"/>') for n, name in enumerate(("Old", "Older", "Kept", "Loop"))
    )
    found = read(answered(form, runs + run("9", '<w:rStyle w:val="Old"/><w:strike w:val="0"/>'))).words("q1_total")
    assert found == (Words("2 3 9", struck="0 1"),)
    hidden = f'<w:p><w:pPr><w:pStyle w:val="Aside"/></w:pPr>{run("caché")}</w:p><w:p>{run("montré")}</w:p>'
    assert read(answered(form, hidden, "q4_freins")).words("q4_freins") == (Words("montré", hidden="caché"),)
    raised = run("12") + run("3", '<w:rStyle w:val="Up"/>')
    assert read(answered(form, raised)).words("q1_total") == (Words("12³", raised=("3",), level="12"),)


def test_a_toggle_of_both_styles_undoes_itself_and_that_of_the_defaults_does_not(read, form):
    both = (style("Run", "<w:strike/>"), style("Par", "<w:strike/>", kind="paragraph"))
    twice = run("deux", '<w:rStyle w:val="Run"/>')
    inner = f'<w:p><w:pPr><w:pStyle w:val="Par"/></w:pPr>{run("un")}{twice}</w:p>'
    found = read(answered(styled(form, *both), inner, "q4_freins")).words("q4_freins")
    assert found == (Words("deux", struck="un"),)
    everything = read(answered(styled(form, defaults="<w:vanish/>"), run("12"))).words("q1_total")
    assert everything == (Words("", hidden="12"),)


def test_a_circle_of_styles_and_a_long_chain_end(read, form):
    chain = (style(f"S{n}", "<w:i/>", based_on=f"S{(n + 1) % 500}") for n in range(500))
    found = read(answered(styled(form, *chain), run("12", '<w:rStyle w:val="S0"/>'))).words("q1_total")
    assert found == (Words("12"),)


def char(kind: str, data: str = "") -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}">{data}</w:fldChar></w:r>'


def field(code: str, result: str | None = None, data: str = "") -> str:
    shown = "" if result is None else char("separate") + result
    return f"{char('begin', data)}{run(code, tag='w:instrText')}{shown}{char('end')}"


NESTED = (
    char("begin") + run(" IF ", tag="w:instrText") + field(" REF x ", run("3")) + run(" = 3 7 0", tag="w:instrText")
    + char("separate") + run("7") + char("end")
)  # fmt: skip


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        (field(" DATE ", run("12")), "12"),
        (NESTED, "7"),
        (field(" QUOTE ", field(" DATE ", run("12"))), "12"),
        ('<w:fldSimple w:instr=" DATE ">' + run("12") + "</w:fldSimple>", "12"),
        (char("begin") + run(" DATE ", tag="w:instrText") + run("12"), "12"),
        (run("12") + char("end") + char("separate"), "12"),
        (field(" EQ \\f(1;2) "), "\ufffc"),
        (field(" LISTNUM \\s 12 "), "\ufffc"),
        (field(" AUTONUM "), "\ufffc"),
        (field(" XE nothing ") + run("12"), "12"),
        (field(" FORMTEXT ", run("12"), "<w:ffData><w:textInput/></w:ffData>"), "12"),
    ],
    ids=[
        "result",
        "nested",
        "result in result",
        "simple",
        "without end",
        "without begin",
        "equation",
        "number of a list",
        "number",
        "index",
        "text",
    ],
)
def test_only_the_result_of_a_field_is_shown(read, form, inner, text):
    assert read(answered(form, inner)).words("q1_total") == (Words(text),)


def signs(text: str) -> str:
    """The characters of a formula."""
    return f"<m:r><m:t>{text}</m:t></m:r>"


def test_twenty_thousand_open_fields_or_struck_runs_are_read_in_time():
    opened = (char("begin") + char("separate")) * 20_000 + run("12") * 20_000
    struck = run("1", "<w:strike/>") * 20_000
    before = time.process_time()
    for inner, kept, left_aside in ((opened, "12" * 20_000, ""), (struck, "", "1" * 20_000)):
        story = story_of(xml(f"<w:body><w:p>{inner}</w:p></w:body>")[0])
        whole = Stretch(0, len(story.pieces))
        assert (story.kept(whole), story.struck(whole)) == (kept, left_aside)
    assert time.process_time() - before < 20


DROP_DOWN = '<w:ffData><w:ddList>{}<w:listEntry w:val="0"/><w:listEntry w:val="3"/></w:ddList></w:ffData>'
BOX = "<w:ffData><w:checkBox><w:sizeAuto/>{}</w:checkBox></w:ffData>"


def replaced(form: bytes, control: str, inner: str) -> bytes:
    """A control is replaced; its bookmark stays."""

    def change(root):
        sdt = control_of(root, control)
        for one in xml(inner):
            sdt.addprevious(one)
        cut(sdt)

    return edited(form, change)


@pytest.mark.parametrize(
    ("data", "text"),
    [('<w:result w:val="1"/>', "3"), ("", "0"), ('<w:default w:val="1"/>', "3"), ('<w:result w:val="9"/>', "")],
)
def test_a_drop_down_of_the_old_kind_is_read_where_the_list_stood(read, form, data, text):
    old = field(" FORMDROPDOWN ", data=DROP_DOWN.format(data))
    words = read(replaced(form, "q2_stade", old)).words("q2_stade")
    assert words == (Words(text, origin=Origin.BOOKMARK),)
    assert read(answered(form, old, "q2_stade")).text("q2_stade") == text


def test_a_text_field_of_the_old_kind_left_empty_is_a_place_left_empty(read, form):
    old = field(" FORMTEXT ", run("\u2002\u2002"), "<w:ffData><w:textInput/></w:ffData>")
    (words,) = read(replaced(form, "q1_total", old)).words("q1_total")
    assert (words.text.strip(), words.gone) == ("", False)


@pytest.mark.parametrize(
    ("data", "shown"),
    [("<w:checked/>", "☒"), ('<w:default w:val="1"/>', "☒"), ('<w:checked w:val="0"/><w:default/>', "☐"), ("", "☐")],
)
def test_a_box_of_the_old_kind_is_read_where_the_box_stood(read, form, data, shown):
    old = field(" FORMCHECKBOX ", run("rien"), BOX.format(data))
    assert read(replaced(form, "q3_outils#guide", old)).tick("q3_outils#guide") == Tick(None, shown, Origin.BOOKMARK)


@pytest.mark.parametrize(
    ("inner", "words"),
    [
        (f"<m:oMath {M}>{signs('12')}</m:oMath>", Words("12")),
        (
            f"<m:oMath {M}><m:f><m:num>{signs('1')}</m:num><m:den>{signs('2')}</m:den></m:f></m:oMath>",
            Words("1/2", formula=True),
        ),
        (
            f"<m:oMathPara {M}><m:oMath><m:sSup><m:e>{signs('10')}</m:e><m:sup>{signs('3')}</m:sup></m:sSup></m:oMath>"
            "</m:oMathPara>",
            Words("10^3", formula=True),
        ),
        (
            f"<w:r><w:ruby><w:rt>{run('1')}</w:rt><w:rubyBase>{run('2')}</w:rubyBase></w:ruby></w:r>",
            Words("¹2", raised=("1",), level="2"),
        ),
    ],
    ids=["plain", "fraction", "power", "ruby"],
)
def test_formulas_and_small_texts_are_no_row_of_characters(read, form, inner, words):
    assert read(answered(form, inner)).words("q1_total") == (words,)


def test_a_box_struck_out_shows_nothing_and_says_what_was_struck(read, form):
    found = read(answered(fill(form, {"q3_outils#guide": True}), run("☒", "<w:strike/>"), "q3_outils#guide"))
    assert found.tick("q3_outils#guide") == Tick(True, "", struck="☒")


def label_of(root, text: str):
    return next(one for one in root.iter(f"{W}t") if one.text == text).getparent()


@pytest.mark.parametrize(
    "properties",
    ['<w:highlight w:val="yellow"/>', '<w:shd w:val="clear" w:fill="FFFF00"/>', '<w:bdr w:val="single"/>',
     '<w:u w:val="single"/>', "<w:b/>", '<w:color w:val="FF0000"/>'],
)  # fmt: skip
def test_a_label_marked_by_hand_is_told_with_its_words(read, form, properties):
    docx = edited(
        form, lambda root: label_of(root, "Guide méthodologique").insert(0, xml(f"<w:rPr>{properties}</w:rPr>")[0])
    )
    marked = [one for one in read(docx).form.outside or () if one.marked]
    assert [(one.marked, one.question, one.struck) for one in marked] == [("Guide méthodologique", "3", "")]


def test_a_label_struck_out_or_shaded_with_its_paragraph_is_told(read, form):
    def change(root):
        label_of(root, "Guide méthodologique").insert(0, xml("<w:rPr><w:strike/></w:rPr>")[0])
        shaded = paragraph_of(label_of(root, "Lettre de mission")).find(f"{W}pPr")
        shaded.append(xml('<w:shd w:val="clear" w:fill="FFFF00"/>')[0])

    outside = read(edited(form, change)).form.outside or ()
    assert [one.struck for one in outside if one.struck] == ["Guide méthodologique"]
    assert [one.marked for one in outside if one.marked] == ["Lettre de mission"]


def test_a_look_that_every_line_has_is_no_mark(read, form):
    def change(root):
        for text in list(root.iter(f"{W}t")):
            text.getparent().insert(0, xml('<w:rPr><w:color w:val="1E1E1E"/><w:b/></w:rPr>')[0])

    assert not any(one.marked for one in read(edited(form, change)).form.outside or ())


def test_a_shade_that_every_heading_has_is_no_mark(read, form):
    """LibreOffice writes the shade of a style on its paragraphs when the file went through the .rtf format."""

    def change(root):
        for heading in root.iterfind(f".//{W}pPr/{W}pStyle[@{W}val='Heading2']"):
            heading.addnext(xml('<w:shd w:val="clear" w:fill="000091"/>')[0])

    assert not any(one.marked for one in read(edited(form, change)).form.outside or ())


def test_an_untouched_form_has_no_mark_no_struck_words_and_its_own_edges(read, form):
    found = read(form).form
    assert not any(one.marked or one.struck or one.inserted for one in found.outside or ())
    assert found.edges == ("Enquête sur les ateliers", f"Brest — exemplaire {found.copies[0][0]}")


@pytest.mark.parametrize("part", ["header1", "footer1"])
def test_what_is_written_in_the_edges_of_the_page_is_read(read, form, part):
    docx = edited(form, lambda root: root.extend(xml(f"<w:p>{run('9 réseaux')}</w:p>")), f"word/{part}.xml")
    assert "9 réseaux" in read(docx).form.edges


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (
            b"<html><head><style>p{}</style></head><body><p>12 ateliers</p><p>dont 3</p></body></html>",
            "12 ateliers\ndont 3",
        ),
        ("12 ateliers, réglés".encode(), "12 ateliers, réglés"),
        ("12 ateliers, réglés".encode("utf-16"), "12 ateliers, réglés"),
        (b"{\\rtf1 12}", ""),
        (b"MIME-Version: 1.0\r\n\r\n12", ""),
        (b"12\x00\x01", ""),
        (b"<html></html>", ""),
        (b"PK\x03\x04 not a file", ""),
        (b"", ""),
    ],
    ids=["page", "text", "wide text", "rtf", "web archive", "bytes", "empty page", "damaged", "nothing"],
)
def test_an_inserted_document_is_told_where_it_stands_and_what_it_says(read, form, data, text):
    docx = with_part(form, "chunk.bin", data, "aFChunk", "text/html")
    number = f"rIdTest{len(unpacked(form))}"

    def change(root):
        paragraph_of(control_of(root, "q1_prevus")).addnext(xml(f'<w:altChunk r:id="{number}"/>')[0])

    inserted = [one for one in read(edited(docx, change)).form.outside or () if one.inserted]
    assert inserted == [Outside(text, "1", inserted=True)]


def test_a_word_file_inserted_in_another_is_read_and_one_that_is_missing_is_told(read, form):
    docx = with_part(form, "chunk.docx", fill(form, {"q1_total": "12"}), "aFChunk", "application/x")
    number = f"rIdTest{len(unpacked(form))}"
    for known in (number, "rIdNone"):
        chunk = xml(f'<w:altChunk r:id="{known}"/>')[0]
        found = read(edited(docx, lambda root, chunk=chunk: paragraph_of(control_of(root, "q1_total")).addnext(chunk)))
        (inserted,) = [one.text for one in found.form.outside or () if one.inserted]
        assert ("Aujourd’hui : 12 ateliers" in inserted) == (known == number)


@pytest.mark.parametrize("control", ["q1_total", "q2_stade", "q4_freins"])
def test_a_place_without_its_control_and_without_text_is_missing(read, form, control):
    assert read(replaced(form, control, "")).words(control) == ()
    assert read(replaced(form, control, run(" "))).words(control) == ()
    assert read(replaced(form, control, run("7"))).words(control) == (Words("7", origin=Origin.BOOKMARK),)
    emptied = edited(form, lambda root: cut(content_of(control_of(root, control))))
    assert read(emptied).words(control) == ()


def test_a_box_without_its_control_is_missing(read, form):
    options = read(replaced(form, "q3_outils#guide", "")).form.entries["q3_outils"].ticks
    assert set(options) == {"lettre", "autres"}


def test_a_control_copied_over_another_leaves_that_one_missing(read, form):
    def change(root):
        copied = control_of(root, "q1_total")
        over = control_of(root, "q1_prevus")
        over.getparent().replace(over, deepcopy(copied))

    found = read(edited(fill(form, {"q1_total": "7", "q1_prevus": "9"}), change))
    assert found.words("q1_prevus") == ()
    assert [one.text for one in found.words("q1_total")] == ["7", "7"]


def test_an_emptied_control_that_lost_its_tag_and_has_its_bookmark_within_is_still_there(read, form):
    """LibreOffice writes the bookmark inside the control."""

    def change(root):
        sdt = control_of(root, "q1_total")
        start, end = bookmark_of(root, "q1_total")
        write(sdt, "")
        content_of(sdt).extend([start, end])
        cut(sdt.find(f"{W}sdtPr/{W}tag"))

    assert read(edited(form, change)).words("q1_total") == (Words("", origin=Origin.BOOKMARK),)


@pytest.mark.parametrize("where", ["heading", "before the paragraph", "end of the one before"])
def test_a_comment_on_a_heading_belongs_to_its_question(read, form, where):
    docx = commented(form, "q2_stade", "Anne", "10 ateliers")

    def change(root):
        for mark in root.findall(f".//{W}commentReference"):
            cut(mark)
        heading = next(one for one in root.iter(f"{W}bookmarkStart") if one.get(f"{W}name") == "skq_2")
        start, end, mark = xml(
            '<w:commentRangeStart w:id="7"/><w:commentRangeEnd w:id="7"/><w:r><w:commentReference w:id="7"/></w:r>'
        )
        paragraph = paragraph_of(heading)
        if where == "heading":
            heading.addprevious(start)
        elif where == "before the paragraph":
            paragraph.addprevious(start)
        else:
            paragraph.getprevious().append(start)
        paragraph.append(end)
        paragraph.append(mark)

    assert [(one.text, one.question) for one in read(edited(docx, change)).form.comments] == [("10 ateliers", "2")]


def test_the_styles_may_be_missing_or_in_another_encoding(read, form):
    parts = unpacked(answered(styled(form, style("Old", "<w:strike/>")), run("12", '<w:rStyle w:val="Old"/>')))
    text = parts[STYLES].decode().replace("UTF-8", "UTF-16").replace("utf-8", "UTF-16")
    assert read(packed({**parts, STYLES: text.encode("utf-16")})).words("q1_total") == (Words("", struck="12"),)
    assert MAIN in parts
    without = {name: data for name, data in parts.items() if name != STYLES}
    assert read(packed(without)).words("q1_total") == (Words("12"),)


@pytest.mark.parametrize("properties", ['<w:color w:val="FFFFFF"/>', '<w:color w:val="ffffff"/>', '<w:sz w:val="2"/>'])
def test_what_is_white_or_tiny_is_hidden(read, form, properties):
    (only,) = read(answered(form, run("1") + run("2", properties))).words("q1_total")
    assert (only.text, only.hidden) == ("1", "2")


@pytest.mark.parametrize(
    "properties",
    [
        '<w:color w:val="FFFFFF"/><w:highlight w:val="black"/>',
        '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="000000"/>',
        '<w:color w:val="0000FF"/>',
        '<w:sz w:val="16"/>',
    ],
)
def test_what_is_white_on_a_colour_or_small_is_seen(read, form, properties):
    assert read(answered(form, run("12", properties))).text("q1_total") == "12"


def test_a_heading_that_is_white_on_its_own_ground_is_seen(read, form):
    docx = styled(form, style("Heading", '<w:color w:val="FFFFFF"/>', "paragraph"), style("X", "<w:strike/>"))
    docx = edited(docx, lambda root: paragraph_of(control_of(root, "q1_total")).insert(0, xml(HEADING)[0]))
    assert read(answered(docx, run("12"))).words("q1_total") == (Words("12"),)


HEADING = '<w:pPr><w:pStyle w:val="Heading"/></w:pPr>'


def in_table(root, control: str, properties: str, row: str = "") -> None:
    paragraph = paragraph_of(control_of(root, control))
    table = xml(f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tr><w:trPr>{row}</w:trPr><w:tc/></w:tr></w:tbl>")[0]
    paragraph.addprevious(table)
    next(table.iter(f"{W}tc")).append(paragraph)


@pytest.mark.parametrize(("row", "hidden"), [("<w:hidden/>", "12"), ('<w:hidden w:val="0"/>', "")])
def test_a_hidden_row_of_a_table_is_not_seen(read, form, row, hidden):
    docx = edited(fill(form, {"q1_total": "12"}), lambda root: in_table(root, "q1_total", "", row))
    assert read(docx).words("q1_total")[0].hidden == hidden


@pytest.mark.parametrize("used", ["Near", "Far", "First"])
def test_the_style_of_a_table_strikes_and_hides_what_stands_in_it(read, form, used):
    first = '<w:tblStylePr w:type="firstRow"><w:rPr><w:strike/></w:rPr></w:tblStylePr>'
    docx = styled(
        fill(form, {"q1_total": "12", "q1_prevus": "14"}),
        style("Far", "<w:strike/>", "table"),
        style("Near", "", "table", "Far"),
        f'<w:style w:type="table" w:styleId="First">{first}</w:style>',
    )
    found = read(edited(docx, lambda root: in_table(root, "q1_total", f'<w:tblStyle w:val="{used}"/>')))
    assert found.words("q1_total")[0].struck == "12"
    assert found.words("q1_prevus")[0].struck == ""


def test_a_table_s_style_and_a_run_s_that_both_strike_undo_each_other(read, form):
    docx = styled(fill(form, {"q1_total": "12"}), style("Far", "<w:strike/>", "table"), style("Run", "<w:strike/>"))
    docx = answered(docx, run("12", '<w:rStyle w:val="Run"/>'))
    assert (
        read(edited(docx, lambda root: in_table(root, "q1_total", '<w:tblStyle w:val="Far"/>'))).text("q1_total")
        == "12"
    )


@pytest.mark.parametrize(
    ("font", "typed", "seen"),
    [
        ("Wingdings", "12", "\ufffc\ufffc"),
        ("wingdings", "\u00fe", "☑"),
        ("Webdings", "a", "✓"),
        ("Symbol", "12", "12"),
        ("Symbol", "ab", "\ufffc\ufffc"),
        ("Wingdings", "☒", "☒"),
        ("Segoe UI Symbol", "12", "12"),
    ],
)
def test_a_font_of_pictures_shows_others_signs_than_the_characters(read, form, font, typed, seen):
    fonts = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>'
    assert read(answered(form, run(typed, fonts))).text("q1_total") == seen
    docx = styled(form, style("Pictures", fonts))
    assert read(answered(docx, run(typed, '<w:rStyle w:val="Pictures"/>'))).text("q1_total") == seen


@pytest.mark.parametrize(("way", "text"), [("rtl", "\u202e12\u202c"), ("ltr", "12")])
def test_what_is_turned_round_says_so(read, form, way, text):
    assert read(answered(form, f'<w:bdo w:val="{way}">{run("12")}</w:bdo>')).text("q1_total") == text


DARK = '<w:shd w:val="clear" w:color="auto" w:fill="1F497D"/>'


@pytest.mark.parametrize(
    "properties",
    [
        '<w:color w:val="FEFEFE"/>',
        '<w:color w:val="F5F5F5"/>',
        '<w:color w:val="FFFF00"/><w:highlight w:val="yellow"/>',
        '<w:color w:val="000000"/><w:highlight w:val="black"/>',
        '<w:color w:val="000000"/><w:shd w:val="clear" w:color="auto" w:fill="000000"/>',
        '<w:color w:val="101010"/><w:shd w:val="solid" w:color="000000" w:fill="FFFFFF"/>',
        '<w:color w:val="FFFFFF"/><w:highlight w:val="none"/>',
    ],
)
def test_what_has_the_colour_behind_it_is_not_seen(read, form, properties):
    found = read(answered(form, run("5", properties) + run("7"))).words("q1_total")
    assert found == (Words("7", hidden="5"),)


@pytest.mark.parametrize(
    "properties",
    [
        '<w:color w:val="D0D0D0"/>',
        '<w:color w:val="auto"/><w:highlight w:val="black"/>',
        '<w:highlight w:val="black"/>',
        '<w:color w:val="FFFFFF"/><w:highlight w:val="darkBlue"/>',
        f'<w:color w:val="FFFFFF"/>{DARK}',
        '<w:color w:val="FFFFFF"/><w:shd w:val="pct20" w:color="000000" w:fill="FFFFFF"/>',
        '<w:color w:val="000000"/>',
        '<w:color w:val="blanc"/>',
    ],
)
def test_what_has_another_colour_than_the_one_behind_it_is_seen(read, form, properties):
    assert read(answered(form, run("5", properties) + run("7"))).words("q1_total") == (Words("57"),)


def test_the_shading_of_a_cell_is_behind_what_stands_in_it_and_in_no_other(read, form):
    white = run("blanc", '<w:color w:val="FFFFFF"/>')
    cells = "".join(
        f"<w:tc><w:tcPr>{shade}</w:tcPr>{inner}</w:tc>"
        for shade, inner in (
            (DARK, f"<w:p>{white}</w:p><w:tbl><w:tr><w:tc><w:p>{white}</w:p></w:tc></w:tr></w:tbl><w:p/>"),
            ("", f"<w:p>{white}</w:p><w:p>{run('vu')}</w:p>"),
        )
    )
    (found,) = read(answered(form, f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>", "q4_freins")).words("q4_freins")
    assert (found.text.split(), found.hidden) == (["blanc", "blanc", "vu"], "blanc")


@pytest.mark.parametrize(
    "mark",
    ["<w:i/>", "<w:caps/>", "<w:smallCaps/>", "<w:outline/>", "<w:shadow/>", "<w:emboss/>", "<w:imprint/>",
     '<w:effect w:val="antsRed"/>'],
)  # fmt: skip
def test_a_label_may_be_marked_in_any_way_that_a_toolbar_offers(read, form, mark):
    def change(root):
        label = next(one for one in root.iter(f"{W}t") if one.text == "Guide méthodologique")
        label.getparent().insert(0, xml(f"<w:rPr>{mark}</w:rPr>")[0])

    found = read(edited(form, change)).form.outside
    assert [one.marked for one in found if one.marked] == ["Guide méthodologique"]


def test_a_line_framed_or_shaded_is_marked_once(read, form):
    for frame in ('<w:pBdr><w:top w:val="single" w:sz="4"/></w:pBdr>', '<w:shd w:val="clear" w:fill="FFFF00"/>'):

        def change(root, frame=frame):
            paragraph_of(control_of(root, "q3_outils#guide")).find(f"{W}pPr").extend(xml(frame))

        found = read(edited(form, change))
        assert [one.marked for one in found.form.outside if one.marked] == ["Guide méthodologique"]
        assert not found.tick("q3_outils#guide").marked

    def unframe(root):
        none = '<w:pBdr><w:top w:val="nil"/><w:left w:val="none"/></w:pBdr>'
        paragraph_of(control_of(root, "q3_outils#guide")).find(f"{W}pPr").extend(xml(none))

    assert not any(one.marked for one in read(edited(form, unframe)).form.outside)


def test_a_picture_in_a_group_with_words_is_an_object_beside_them(read, form):
    shape = "<v:shape><v:textbox><w:txbxContent><w:p>{}</w:p></w:txbxContent></v:textbox></v:shape>"
    words = shape.format(run("Voir le schéma"))
    for inner, shown in ((words, "Voir le schéma"), (f"{words}<v:oval/>", "\ufffc Voir le schéma")):
        group = (
            f'<w:p><w:r><w:pict xmlns:v="urn:schemas-microsoft-com:vml"><v:group>{inner}</v:group></w:pict></w:r></w:p>'
        )

        def change(root, group=group):
            paragraph_of(control_of(root, "q3_outils#guide")).addprevious(xml(group)[0])

        assert shown in " ".join(read(edited(form, change)).outside("3"))
