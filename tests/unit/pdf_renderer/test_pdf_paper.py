"""The page that is meant for paper."""

from __future__ import annotations

from html_pages import element, named, personal, small_form, starts, words
from small_survey import small_survey
from surveykit.document import Document, Heading, KeyFigures, ListBox, TextBox, TickList, controls, lines
from surveykit_pdf.paper import printed

FONT = '@font-face { font-family: "Une Police"; src: url(data:font/ttf;base64,AA) }'


def test_it_shows_the_words_of_the_document_in_their_order_and_no_others() -> None:
    form = small_form()
    assert words(printed(form)) == [word for line, _ in lines(form) for word in line.split()]


def test_fields_are_named_for_a_format_without_values_and_tell_their_whole_name() -> None:
    form = small_form()
    page = printed(form)
    for control in controls(form):
        match control:
            case TextBox(field=field, name=name):
                assert [tag.attributes["title"] for tag in named(page, field)] == [name]
            case ListBox(field=field, entries=entries):
                found = [tag.attributes.get("value") for tag in named(page, field)]
                assert found in ([entry.code for entry in entries], [None])
            case TickList(field=field, boxes=boxes):
                assert not named(page, field)
                assert all(named(page, f"{field}__{box.option}") for box in boxes)


def test_there_is_no_script_and_nothing_is_hidden() -> None:
    tags = starts(printed(small_form()))
    assert not {"script", "button", "fieldset", "form"} & {tag.name for tag in tags}
    assert not any("hidden" in tag.attributes or "disabled" in tag.attributes for tag in tags)


def test_every_page_says_whose_it_is_and_its_number() -> None:
    document = personal(small_survey())
    style = element(printed(document).encode(), "style")
    assert document.copy is not None
    assert '"Note n\\b0  12 du 3 mars 2024"' in style or '"Note n° 12 du 3 mars 2024"' in style
    assert '"Brest — exemplaire ateliers\\2f 2024\\2f brest\\2f ' in style
    assert 'content: "Page " counter(page) " sur " counter(pages)' in style
    assert "size: A4" in style


def test_the_font_given_is_that_of_the_page_and_of_its_controls() -> None:
    style = element(printed(small_form(), FONT).encode(), "style")
    assert style.count('font-family: "Une Police", sans-serif') == 2
    assert FONT in style
    assert "&#34;" not in style


def test_a_report_is_printed_too() -> None:
    report = Document("Bilan", "fr", (Heading(1, "Chiffres"), KeyFigures((("512", "réseaux", "23 ARS"),))))
    assert words(printed(report)) == ["Chiffres", "512", "réseaux", "23", "ARS"]
