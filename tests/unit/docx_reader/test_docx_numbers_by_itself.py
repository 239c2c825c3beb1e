"""Numbers and bullets that Word shows before a paragraph by itself are read as they are seen."""

from __future__ import annotations

import pytest

from word_parts import control_of, edited, paragraph_of, run, write, xml
from word_returns import fill

NUMBERING = "word/numbering.xml"


def level(text: str, form: str = "decimal", start: int = 1, depth: int = 0, font: str = "") -> str:
    fonts = font and f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}"/></w:rPr>'
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/>{fonts}</w:lvl>'
    )


def listed(form: bytes, *levels: str, override: str = "") -> bytes:
    """The form with one more list, of these levels, under the numbers 97 and 98; the latter with an override."""

    def change(root):
        nums = "".join(
            f'<w:num w:numId="{number}"><w:abstractNumId w:val="97"/>{more}</w:num>'
            for number, more in (("97", ""), ("98", override))
        )
        root.insert(0, xml(f'<w:abstractNum w:abstractNumId="97">{"".join(levels)}</w:abstractNum>')[0])
        root.extend(xml(nums))

    return edited(form, change, NUMBERING)


def item(text: str = "", depth: int = 0, number: int = 97, more: str = "") -> str:
    mark = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
    return f"<w:p><w:pPr>{mark}{more}</w:pPr>{run(text) if text else ''}</w:p>"


def answered(form: bytes, inner: str, control: str = "q4_freins") -> bytes:
    return edited(form, lambda root: write(control_of(root, control), inner))


def test_a_number_that_word_made_of_what_was_typed_is_the_answer(read, form):
    found = read(answered(listed(form, level("%1.", start=12)), item(), "q1_total"))
    assert found.text("q1_total").split() == ["12."]


def test_items_are_counted_in_each_list_and_at_each_depth(read, form):
    form = listed(form, level("%1."), level("%1.%2)", "lowerLetter", depth=1))
    inner = item("un") + item("a", 1) + item("b", 1) + f"<w:p>{run('rien')}</w:p>" + item("deux") + item("c", 1)
    shown = ["1.\tun", "1.a)\ta", "1.b)\tb", "rien", "2.\tdeux", "2.a)\tc"]
    assert read(answered(form, inner)).text("q4_freins").split("\n") == shown


def test_a_list_goes_on_with_the_count_of_another_unless_it_begins_anew(read, form):
    same = listed(form, level("%1."))
    assert read(answered(same, item("un") + item("deux", number=98))).text("q4_freins") == "1.\tun\n2.\tdeux"
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride>'
    inner = item("un") + item("sept", number=98) + item("huit", number=98)
    assert read(answered(listed(form, level("%1."), override=anew), inner)).text("q4_freins") == (
        "1.\tun\n7.\tsept\n8.\thuit"
    )
    other = f'<w:lvlOverride w:ilvl="0">{level("n° %1", start=3)}</w:lvlOverride>'
    found = read(answered(listed(form, level("%1."), override=other), item("trois", number=98)))
    assert found.text("q4_freins") == "n° 3\ttrois"


@pytest.mark.parametrize(
    ("form_of_numbers", "start", "shown"),
    [
        ("decimal", 12, "12"),
        ("decimalZero", 7, "07"),
        ("lowerRoman", 1994, "mcmxciv"),
        ("upperRoman", 12, "XII"),
        ("upperRoman", 5000, "\ufffc"),
        ("lowerLetter", 28, "bb"),
        ("upperLetter", 3, "C"),
        ("upperLetter", 0, "\ufffc"),
        ("cardinalText", 3, "\ufffc"),
        ("none", 3, ""),
    ],
)
def test_numbers_are_written_as_word_writes_them_or_stand_for_something_unread(
    read, form, form_of_numbers, start, shown
):
    found = read(answered(listed(form, level("%1", form_of_numbers, start)), item("x")))
    assert found.text("q4_freins") == (f"{shown}\tx" if shown else "x")


def test_a_bullet_is_shown_only_when_it_is_a_mark(read, form):
    for text, font, shown in (("•", "", "x"), ("–", "Arial", "x"), ("\uf0fc", "Wingdings", "✓\tx"), ("☒", "", "☒\tx")):
        found = read(answered(listed(form, level(text, "bullet", font=font)), item("x")))
        assert found.text("q4_freins") == shown


def test_a_mark_put_before_the_words_of_an_option_as_a_bullet_stands_outside(read, form):
    def change(root):
        properties = paragraph_of(control_of(root, "q3_outils#guide")).find("{*}pPr")
        properties.append(xml('<w:numPr><w:numId w:val="97"/></w:numPr>')[0])

    ticked = edited(listed(form, level("\uf0fe", "bullet", font="Wingdings")), change)
    assert "☑ Guide méthodologique" in read(ticked).outside("3")


@pytest.mark.parametrize("number", ["0", "1234", "x", ""])
def test_a_list_that_is_none_shows_nothing(read, form, number):
    inner = f'<w:p><w:pPr><w:numPr><w:numId w:val="{number}"/></w:numPr></w:pPr>{run("x")}</w:p>'
    assert read(answered(form, inner)).text("q4_freins") == "x"


def test_levels_and_numbers_that_make_no_sense_are_read_as_the_first_and_the_usual(read, form):
    odd = level("%1%9", depth=0).replace('w:ilvl="0"', 'w:ilvl="99"').replace('w:start w:val="1"', 'w:start w:val="?"')
    assert read(answered(listed(form, odd), item("x"))).text("q4_freins") == "0%9\tx"
    assert read(answered(listed(form, level("%1.")), item("x", depth=7))).text("q4_freins") == "x"


def test_a_paragraph_that_was_removed_is_not_counted(read, form):
    inner = f"<w:del w:id='3' w:author='A'>{item('ancien')}</w:del>{item('un')}"
    assert read(answered(listed(form, level("%1.")), inner)).text("q4_freins") == "1.\tun"


def test_a_form_as_it_is_shows_no_number_of_its_own(read, form):
    assert read(fill(form, {"q1_total": "7"})).text("q1_total") == "7"
