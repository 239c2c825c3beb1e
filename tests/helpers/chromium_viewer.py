"""Chromium's own PDF viewer, driven by mouse and keyboard as a respondent would, and its saved file."""

from __future__ import annotations

import base64
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pikepdf
from playwright.sync_api import Frame, Page, sync_playwright

ARGUMENTS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
READY = "() => Boolean(document.querySelector('pdf-viewer')?.currentController?.isActive)"
PLACE = """number => {
  const viewer = document.querySelector("pdf-viewer");
  const page = viewer.viewport.getPageScreenRect(number);
  const content = viewer.shadowRoot.querySelector("#content").getBoundingClientRect();
  return [content.x + page.x, content.y + page.y, page.width];
}"""
SAVE = """async () => {
  const saved = await document.querySelector("pdf-viewer").currentController.save("EDITED");
  const bytes = new Uint8Array(saved.dataToSave);
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
}"""
PATIENCE = 60
"""Half seconds."""


class Viewer:
    """An open form: what is clicked, typed and saved."""

    def __init__(self, page: Page, frame: Frame, file: Path) -> None:
        self._page = page
        self._frame = frame
        self._file = file

    def title(self) -> str:
        """What the viewer shows as the document's title."""
        return str(self._frame.evaluate("() => document.querySelector('pdf-viewer').title_"))

    def click(self, name: str, state: str = "") -> None:
        """Click in the middle of a widget: a field's, or a button of a group by its state."""
        number, rectangle, height, wide = self._place(name, state)
        x, y, width = self._frame.evaluate(PLACE, number)
        scale = width / wide
        middle = (rectangle[0] + rectangle[2]) / 2, height - (rectangle[1] + rectangle[3]) / 2
        self._page.mouse.click(x + middle[0] * scale, y + middle[1] * scale)
        self._page.wait_for_timeout(150)

    def type(self, text: str) -> None:
        """Type where the last click was."""
        self._page.keyboard.type(text)
        self._page.wait_for_timeout(150)

    def next(self) -> None:
        """Go to the next field by the keyboard."""
        self._page.keyboard.press("Tab")
        self._page.wait_for_timeout(150)

    def saved(self) -> bytes:
        """The file that the viewer's own "download with your changes" gives."""
        return base64.b64decode(self._frame.evaluate(SAVE))

    def _place(self, name: str, state: str) -> tuple[int, list[float], float, float]:
        with pikepdf.open(self._file) as pdf:
            for number, page in enumerate(pdf.pages):
                for widget in page.obj.get("/Annots", []):
                    named = str(widget.T if "/T" in widget else widget.Parent.T) == name
                    if named and (not state or f"/{state}" in widget.AP.N):
                        _, _, wide, height = (float(one) for one in page.mediabox)
                        return number, [float(one) for one in widget.Rect], height, wide
        raise AssertionError(f"no widget {name} {state}")


@contextmanager
def viewing(file: Path) -> Iterator[Viewer]:
    """The file opened in a window high enough for two pages."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), headless=False, args=ARGUMENTS, ignore_default_args=["--headless"]
        )
        try:
            page = browser.new_page(viewport={"width": 1000, "height": 2100})
            page.goto(file.as_uri())
            yield Viewer(page, _ready(page), file)
        finally:
            browser.close()


def _ready(page: Page) -> Frame:
    for _ in range(PATIENCE):
        page.wait_for_timeout(500)
        for frame in page.frames:
            if frame.url.startswith("chrome-extension:") and frame.evaluate(READY):
                page.wait_for_timeout(1_500)
                return frame
    raise AssertionError("Chromium's viewer did not open the file")
