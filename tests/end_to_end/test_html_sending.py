"""Forms that can be sent from the page, to a server of the test's own; and the real questionnaire's rules."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import islice
from pathlib import Path

import pytest
from msgspec.structs import replace
from playwright.sync_api import expect

from chromium import browser, visit
from html_pages import personal
from small_survey import small_survey
from surveykit import interchange, load_survey
from surveykit.checks.responses import ResponseChecks
from surveykit.collect import collect
from surveykit.compose.form import form
from surveykit.document import Reply
from surveykit.filled import FilledForm
from surveykit.ids import FieldId
from surveykit.responses import Answered
from surveykit.simulation import Doubts, simulate
from surveykit_html import renderer

pytestmark = pytest.mark.chromium


class Door(BaseHTTPRequestHandler):
    """Receives answers, and says the status that its server was told to say."""

    def do_OPTIONS(self) -> None:
        self._say(204)

    def do_POST(self) -> None:
        received: list[bytes] = self.server.received  # type: ignore[attr-defined]  # set by `door`
        received.append(self.rfile.read(int(self.headers["Content-Length"])))
        self._say(self.server.status)  # type: ignore[attr-defined]  # set by `door`

    def _say(self, status: int) -> None:
        self.send_response(status)
        self.send_header("Access-Control-Allow-Origin", "*")
        self.send_header("Access-Control-Allow-Headers", "content-type")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *args: object) -> None:
        """Nothing."""


@contextmanager
def door(status: int) -> Iterator[tuple[str, list[bytes]]]:
    """A server's address, and what it has received."""
    received: list[bytes] = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    server.status, server.received = status, received  # type: ignore[attr-defined]  # for `Door`
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/reponses", received
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def page_for(folder: Path, address: str) -> Path:
    document = replace(personal(small_survey()), reply=Reply(("a@exemple.example",), "le 30 juin 2024", address))
    path = folder / "brest.html"
    path.write_bytes(renderer.render(document))
    return path


def test_answers_can_be_sent_and_the_page_says_that_they_were_received(tmp_path: Path) -> None:
    survey = small_survey()
    with door(201) as (address, received), browser() as chromium:
        context = chromium.new_context()
        page = context.new_page()
        page.goto(page_for(tmp_path, address).as_uri())
        page.locator("[name=q1_ateliers]").fill("12")
        page.get_by_role("button", name="Transmettre mes réponses").click()
        expect(page.locator("#result")).to_contain_text("Vos réponses ont été reçues")
        context.close()
    ((_, filled),) = interchange.read(received[0])
    assert isinstance(filled, FilledForm)
    response = collect(survey, form(survey), filled).response
    assert (response.respondent, response.answers[FieldId("q1_ateliers")]) == ("brest", Answered(12))


@pytest.mark.parametrize("status", [500, None])
def test_answers_that_were_not_received_are_saved_and_the_page_says_so(tmp_path: Path, status: int | None) -> None:
    with door(status or 200) as (address, _), browser() as chromium:
        context = chromium.new_context(accept_downloads=True)
        page = context.new_page()
        page.goto(page_for(tmp_path, address if status else "http://127.0.0.1:9/ferme").as_uri())
        page.locator("[name=q1_ateliers]").fill("12")
        with page.expect_download() as waited:
            page.get_by_role("button", name="Transmettre mes réponses").click()
        expect(page.locator("#result")).to_contain_text("Vos réponses n’ont pas pu être transmises")
        expect(page.locator("#result")).to_contain_text("ateliers_brest.json")
        saved = waited.value.path().read_bytes()
        context.close()
    ((_, filled),) = interchange.read(saved)
    assert isinstance(filled, FilledForm)


def test_the_page_finds_what_the_ministry_would_find(tmp_path: Path) -> None:
    survey = load_survey("reseaux_2014")
    checks = ResponseChecks(survey)
    rules = {rule.code for rule in survey.rules}
    met = set()
    with browser() as chromium:
        for _, response in islice(simulate(survey, 3, lambda _: Doubts()), 5):
            expected = [found for found in checks.check(response) if found.code in rules]
            met |= {found.code for found in expected}
            path = tmp_path / f"{response.respondent}.html"
            path.write_bytes(renderer.render(personal(survey, str(response.respondent), response)))
            with visit(chromium, path) as visited:
                visited.page.get_by_role("button", name="Enregistrer mes réponses").click()
                expect(visited.page.locator("#result")).to_be_visible()
                told = visited.page.locator(".told > span").all_inner_texts()
            said = {text.partition(": ")[2] for text in told if "Une réponse est attendue" not in text}
            assert said == {found.message for found in expected}
    assert met
