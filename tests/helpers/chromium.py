"""Chromium as a respondent's browser: forms opened from files, with nothing to reach outside."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from msgspec import Struct, field
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Download, Page, Request, sync_playwright

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
AXE = Path(__file__).parents[1] / "js" / "node_modules" / "axe-core" / "axe.min.js"


@contextmanager
def browser() -> Iterator[Browser]:
    """A running Chromium."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=list(FLAGS))
        try:
            yield started
        finally:
            started.close()


class Visit(Struct):
    """A form open in a profile of its own, with what it requested and complained of."""

    page: Page
    context: BrowserContext
    folder: Path
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def save(self, button: str = "Enregistrer mes réponses") -> Path:
        """The file that a button makes the browser download."""
        with self.page.expect_download() as waited:
            self.page.get_by_role("button", name=button).click()
        return self.kept(waited.value)

    def kept(self, download: Download) -> Path:
        """A download, under the name that the page gave it."""
        path = self.folder / download.suggested_filename
        download.save_as(path)
        return path

    def control(self, name: str, value: str | None = None) -> Any:
        """The control of a field, or its box of a value in the group of its name."""
        return self.page.locator(f'[name="{name}"]' + ("" if value is None else f' [value="{value}"]'))

    def messages(self, name: str) -> str:
        """What is said under a field."""
        return str(self.page.locator(f"#{name}-told").inner_text())


@contextmanager
def visit(started: Browser, file: Path, **options: Any) -> Iterator[Visit]:
    """A form opened in a fresh profile; fails when the page complained of anything or requested anything."""
    context = started.new_context(accept_downloads=True, **options)
    page = context.new_page()
    visited = Visit(page, context, file.parent)

    def complain(message: ConsoleMessage) -> None:
        visited.complaints.append(message.text)

    def request(made: Request) -> None:
        visited.requests.append(made.url)

    page.on("console", complain)
    page.on("pageerror", lambda error: visited.complaints.append(str(error)))
    page.on("request", request)
    page.goto(file.as_uri())
    try:
        yield visited
        assert visited.complaints == []
        assert {url.partition("#")[0] for url in visited.requests if not url.startswith("blob:")} == {file.as_uri()}
    finally:
        context.close()
