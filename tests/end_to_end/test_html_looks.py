"""How a form in Chromium shows: on paper, without a script, on a narrow screen, to assistive technology."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from pypdf import PdfReader

from chromium import AXE, browser, visit
from html_respondent import blank_form, fill, personal_copy

pytestmark = pytest.mark.chromium

TALL = {"width": 1000, "height": 9000}  # nothing is under the bar that stays at the bottom, which axe cannot judge


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as started:
        yield started


@pytest.fixture
def blank(tmp_path: Path) -> Path:
    return blank_form(tmp_path)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return personal_copy(tmp_path)


def test_what_is_printed_holds_the_answers(chromium: Browser, copy: Path) -> None:
    with visit(chromium, copy) as visited:
        fill(visited)
        visited.control("q7_observations").fill("\n".join(f"Ligne {n}" for n in range(60)))
        visited.page.pdf(path=copy.with_suffix(".pdf"), prefer_css_page_size=True)
    pages = [page.extract_text() for page in PdfReader(copy.with_suffix(".pdf")).pages]
    printed = "\n".join(pages).replace("\u00a0", " ")
    for said in ("Ligne 0", "Ligne 59", "Aidants", "1 200", "Anne Œuvrard", "Question 7"):
        assert said in printed
    assert "Enregistrer mes réponses" not in printed
    for number, text in enumerate(pages, 1):
        assert f"Page {number} sur {len(pages)}" in text
        assert "Brest — exemplaire ateliers/2024/brest/" in text


def test_without_javascript_everything_can_be_read_and_no_tool_is_offered(chromium: Browser, blank: Path) -> None:
    with visit(chromium, blank, java_script_enabled=False) as visited:
        for name in ("q5_signataires", "q4_autres", "q6_autre"):
            expect(visited.control(name)).to_be_visible()
        expect(visited.page.get_by_role("button")).to_have_count(0)
        expect(visited.page.get_by_text("JavaScript est désactivé")).to_be_visible()


@pytest.mark.parametrize("width", [320, 640, 1280])
def test_nothing_needs_scrolling_sideways(chromium: Browser, blank: Path, width: int) -> None:
    with visit(chromium, blank, viewport={"width": width, "height": 700}) as visited:
        fill(visited)
        visited.page.get_by_role("button", name="Enregistrer mes réponses").click()
        assert visited.page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.node
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("state", ["empty", "filled", "errors", "saved"])
def test_axe_finds_nothing(chromium: Browser, blank: Path, scheme: str, state: str) -> None:
    with visit(chromium, blank, color_scheme=scheme, bypass_csp=True, viewport=TALL) as visited:
        if state in {"filled", "saved"}:
            fill(visited)
            visited.control("respondent").select_option("brest")
            visited.control("q5_charte", "non").check()
        if state == "errors":
            visited.control("q1_ateliers").fill("beaucoup")
        if state != "empty":
            visited.page.get_by_role("button", name="Enregistrer mes réponses").click()
            expect(visited.page.locator("#result")).to_be_visible()
        visited.page.add_script_tag(content=AXE.read_text("utf-8"))
        found = visited.page.evaluate("axe.run().then(all => [all.violations, all.incomplete])")
        for one in (*found[0], *found[1]):
            pytest.fail(f"{one['id']}: {one['help']}: {[node['html'][:200] for node in one['nodes'][:3]]}")
