"""A form filled as it should be is read whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveykit.document import NO_ANSWER, lines
from surveykit.filled import CopySource, Entry, Origin, Tick, Words
from surveykit.ids import FieldId
from surveykit_docx.reader import DocxReader
from word_parts import control_of, edited, run, write
from word_returns import fill
from word_sample import COPY, EMPTY, FORM, LONG, sample_document, sample_form

BOXES = ("q3_outils#lettre", "q3_outils#guide", "q3_outils#autres")
SIGNS = st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff")
XML_TEXT = st.text(SIGNS | st.sampled_from("\n\t"), min_size=1)
FIELD_CODE = f"""
<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>
<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("12")}<w:r><w:fldChar w:fldCharType="end"/></w:r>"""
COMMENT_MARK = '<w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr><w:commentReference w:id="1"/></w:r>'


def test_an_untouched_form_has_every_field_and_only_prompts(read, form):
    reading = read(form)
    assert set(reading.form.entries) == {*EMPTY, "q3_outils"}
    for field, prompt in EMPTY.items():
        assert reading.words(field) == (Words(prompt, prompt=True),)
    for box in BOXES:
        assert reading.tick(box) == Tick(recorded=False, shown="☐")


def test_an_untouched_form_says_what_it_is(read, form):
    reading = read(form)
    assert reading.form.form == FORM
    assert reading.form.copies == ((COPY, CopySource.PROPERTIES),)
    assert reading.form.comments == ()
    assert not reading.form.macros


def test_outside_an_untouched_form_stand_the_documents_own_lines_and_no_others(read, form):
    found = [(" ".join(one.text.split()), one.question) for one in read(form).form.outside or ()]
    assert found == [(line, question) for line, question in lines(sample_document()) if line]


def test_texts_lists_and_boxes_are_read_as_they_were_filled(read, form):
    filled = {
        "q1_total": " 1\u202f234 ",
        "q2_stade": "4",
        "q4_freins": "Le temps.\nL’argent :\tmanque",
        LONG: "NC",
    }
    reading = read(fill(form, {**filled, "q3_outils#guide": True}))
    for field, text in filled.items():
        assert reading.words(field) == (Words(text),)
    assert reading.tick("q3_outils#guide") == Tick(recorded=True, shown="☒")
    assert reading.tick("q3_outils#lettre") == Tick(recorded=False, shown="☐")
    assert reading.words("q1_prevus")[0].prompt


def test_an_emptied_control_is_an_empty_text(read, form):
    assert read(fill(form, {"q1_total": ""})).words("q1_total") == (Words(""),)


def test_the_entry_that_takes_an_answer_back_is_an_empty_text(read, form):
    assert read(fill(form, {"q2_stade": NO_ANSWER})).words("q2_stade") == (Words(""),)


def test_a_text_that_says_the_same_as_that_entry_is_kept(read, form):
    assert read(fill(form, {"q4_freins": NO_ANSWER})).text("q4_freins") == NO_ANSWER


@given(XML_TEXT.filter(lambda text: text.strip("\n") == text))
def test_any_text_comes_back_as_it_was_typed(text):
    entries = DocxReader().read(fill(sample_form(), {"q4_freins": text})).entries
    assert entries[FieldId("q4_freins")] == Entry(words=(Words(text),))


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        ("<w:r><w:t>Centre</w:t><w:noBreakHyphen/><w:t>Val</w:t></w:r>", "Centre\u2011Val"),
        ("<w:r><w:t>mé</w:t><w:softHyphen/><w:t>decin</w:t></w:r>", "mé\u00addecin"),
        ("<w:r><w:t>a</w:t><w:cr/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r>", "a\nb\nc"),
        ("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:ptab/><w:t>c</w:t></w:r>", "a\tb\tc"),
        (FIELD_CODE, "12"),
        (f'<w:fldSimple w:instr="NUMPAGES">{run("7")}</w:fldSimple>', "7"),
        (f'<w:hyperlink r:id="rId9">{run("lien")}</w:hyperlink>', "lien"),
        (f"<w:smartTag>{run('Brest')}</w:smartTag>", "Brest"),
        (run("4") + COMMENT_MARK, "4"),
        (f'{run("4")}<w:r><w:footnoteReference w:id="1"/></w:r>', "4"),
        (f'<w:proofErr w:type="spellStart"/>{run("qa")}<w:proofErr w:type="spellEnd"/>', "qa"),
        ("<w:r><w:t>vu \uf0fc</w:t></w:r>", "vu ✓"),
        ('<w:r><w:rPr><w:rFonts w:ascii="Wingdings 2"/></w:rPr><w:t>\uf052</w:t></w:r>', "☑"),
        ('<w:r><w:sym w:font="Symbol" w:char="F0B7"/></w:r>', "\uf0b7"),
        ('<w:r><w:sym w:font="Wingdings" w:char="zz"/></w:r>', "\ufffd"),
    ],
)
def test_every_way_of_writing_a_sign_is_read(read, form, inner, text):
    docx = edited(form, lambda root: write(control_of(root, "q4_freins"), inner))
    assert read(docx).text("q4_freins") == text


def test_an_answer_recognised_by_its_tag_says_so(read, form):
    reading = read(fill(form, {"q1_total": "12"}))
    assert reading.words("q1_total")[0].origin is Origin.TAG
