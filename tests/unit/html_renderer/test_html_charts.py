"""Charts in a page: drawn as SVG, named and described, with nothing that a policy refuses or a network gives."""

from __future__ import annotations

import re
import subprocess
import sys
from xml.etree import ElementTree as ET

import pytest
from msgspec.structs import replace

from surveykit.document import (
    Bar,
    Chart,
    Contents,
    Document,
    Drawing,
    Group,
    Heading,
    Levels,
    Moments,
    Numbering,
    Options,
    Series,
)
from surveykit.errors import MissingExtra
from surveykit_html import renderer
from surveykit_html.chart_specs import WIDTH, spec_of
from surveykit_html.charts import chart_svg
from surveykit_html.drawing import svg_of
from surveykit_pdf.paper import anchors, printed

SVG = "{http://www.w3.org/2000/svg}"
SECRET = Bar("Appel à projet", None, "non diffusé")
PLANNED = Bar("Au terme", 9, "9", planned=True)
DRAWINGS: dict[str, Drawing] = {
    "levels": Levels((Bar("0", 2, "2"), Bar("1", 0, "0"), Bar("2", 8, "8")), "0 = peu"),
    "options": Options((Bar("Discussions <bilatérales> & réunions", 20, "20\u00a0%"), SECRET, Bar("Autres", 40, "40"))),
    "one thing followed": Moments((Series("Équipes", (Bar("À ce jour", 12, "12"), PLANNED)),)),
    "things followed": Moments((Series("Équipes", (SECRET, PLANNED)), Series("Lieux", (Bar("Avant", 1, "1"),)))),
    "nothing": Options(()),
}


def chart(drawing: Drawing, whole: float = 0) -> Chart:
    return Chart("Suivi & <titre>", "Deux barres.", "équipes", drawing, whole, Numbering("Graphique", 1))


def drawn(drawing: Drawing, whole: float = 0) -> ET.Element:
    return ET.fromstring(chart_svg(chart(drawing, whole), "chart-1"))


def texts(root: ET.Element) -> list[str]:
    return [one.text or "" for one in root.iter(f"{SVG}text")]


def lengths(root: ET.Element, upright: bool) -> list[float]:
    """The height or the width of each bar, from its path `M x,y h w v h …`."""
    found = []
    for path in root.iter(f"{SVG}path"):
        width, height = re.search(r"h([\d.]+)v([\d.]+)", path.get("d", "")).groups()
        found.append(float(height if upright else width))
    return found


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_chart_is_named_and_described_and_shows_its_words(name: str) -> None:
    root = drawn(DRAWINGS[name])
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == root.find(f"{SVG}title").get("id")
    assert root.get("aria-describedby") == root.find(f"{SVG}desc").get("id")
    assert root.find(f"{SVG}title").text == "Graphique\u00a01 – Suivi & <titre>"
    assert root.find(f"{SVG}desc").text == "Deux barres."
    shown = " ".join(texts(root))
    for bar in (bar for one in _series(DRAWINGS[name]) for bar in one):
        assert bar.shown in shown
        assert all(word in shown for word in bar.label.split())


def _series(drawing: Drawing) -> list[tuple[Bar, ...]]:
    return [one.bars for one in drawing.series] if isinstance(drawing, Moments) else [drawing.bars]


def test_bars_are_as_long_as_their_values_and_what_is_withheld_has_none() -> None:
    assert lengths(drawn(DRAWINGS["levels"]), upright=True) == pytest.approx([28.75, 0, 115])
    short, long = lengths(drawn(DRAWINGS["options"]), upright=False)
    assert long == pytest.approx(2 * short)
    whole = lengths(drawn(DRAWINGS["options"], whole=80), upright=False)
    assert whole == pytest.approx([short / 2, long / 2], abs=0.01)


@pytest.mark.parametrize("unit", [10**15, 10**30])
def test_the_largest_numbers_are_drawn_as_small_ones_are(unit: int) -> None:
    bars = (Bar("Avant", unit, str(unit)), Bar("Après", 2 * unit, str(2 * unit)))
    short, long = lengths(root := drawn(Options(bars)), upright=False)
    assert long == pytest.approx(2 * short, abs=0.1)
    assert str(2 * unit) in "".join(texts(root))


def test_what_is_planned_is_hollow_so_that_it_is_told_apart_without_colour() -> None:
    fills = [one.get("fill") for one in drawn(DRAWINGS["one thing followed"]).iter(f"{SVG}path")]
    assert fills == ["#1f3f7a", "#ffffff"]


def test_long_labels_are_cut_into_lines_and_none_is_lost() -> None:
    label = "Réunion d’information organisée par l’agence avec l’ensemble des réseaux de la région"
    root = drawn(Options((Bar(label, 3, "3"), Bar("Autres", 1, "1"))))
    assert " ".join(texts(root)[:-3]) == label
    assert int(root.get("viewBox").split()[2]) == WIDTH


@pytest.mark.parametrize("name", DRAWINGS)
def test_nothing_in_a_chart_needs_a_style_a_script_or_another_file(name: str) -> None:
    for element in drawn(DRAWINGS[name]).iter():
        assert element.tag.removeprefix(SVG) in {"svg", "title", "desc", "g", "path", "line", "text"}
        assert not {"style", "class", "href", "onload"} & set(element.attrib)
        assert "font-family" not in element.attrib


@pytest.mark.parametrize("name", DRAWINGS)
def test_no_font_decides_where_things_stand(name: str) -> None:
    spec = spec_of(chart(DRAWINGS[name]))
    elsewhere = {**spec, "config": {**spec["config"], "font": "Courier New"}}
    assert re.sub(r' font-family="[^"]*"', "", svg_of(elsewhere)) == re.sub(r' font-family="[^"]*"', "", svg_of(spec))


def test_on_paper_a_chart_is_set_in_the_page_s_font_and_its_name_says_all() -> None:
    root = ET.fromstring(chart_svg(chart(DRAWINGS["levels"]), "chart-1", '"Surveykit", sans-serif'))
    assert root.get("font-family") == '"Surveykit", sans-serif'
    assert root.find(f"{SVG}title").text == "Graphique\u00a01 – Suivi & <titre>. Deux barres."


DRAW = (
    "import sys; from surveykit.document import *; from surveykit_html import renderer; "
    "bars = Options((Bar('a', 1, '1'), Bar('b', 2.5, '2,5'))); "
    "blocks = (Chart('t', 'd', 'u', bars),) if len(sys.argv) > 1 else (); "
    "page = renderer.render(Document('t', 'fr', blocks)); "
    "print('vl_convert' in sys.modules); sys.stdout.flush(); sys.stdout.buffer.write(page)"
)


def _made(*words: str, seed: str = "0") -> tuple[str, str]:
    run = subprocess.run(
        [sys.executable, "-c", DRAW, *words], capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": seed}
    )
    said, _, page = run.stdout.partition("\n")
    return said, page


def test_the_library_is_loaded_for_a_chart_only_and_draws_the_same_in_every_process() -> None:
    assert _made()[0] == "False"
    first, second = _made("chart", seed="1"), _made("chart", seed="2")
    assert first[0] == "True"
    assert first == second


def test_without_the_library_the_command_that_installs_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    with pytest.raises(MissingExtra, match=r'pip install "surveykit\[charts\]"'):
        renderer.render(Document("Essai", "fr", (chart(DRAWINGS["levels"]),)))


def test_the_contents_lead_to_the_headings() -> None:
    blocks = (Contents("Sommaire", 2), Heading(1, "Un"), Heading(3, "Trop bas"), Group((Heading(2, "Deux & <trois>"),)))
    document = Document("Essai", "fr", blocks)
    page = renderer.render(document).decode()
    links = re.findall(r'<li class="level-(\d)"><a href="#([^"]*)">(.*)</a>', page)
    assert links == [("1", "section-1", "Un"), ("2", "section-3", "Deux &amp; &lt;trois&gt;")]
    assert all(f'id="{target}"' in page for _, target, _ in links)
    paper = printed(replace(document, header="x"))
    assert anchors(document) == {"s1": "Un", "s2": "Trop bas", "s3": "Deux & <trois>"}
    assert all(f'id="{anchor}"' in paper for anchor in anchors(document))
