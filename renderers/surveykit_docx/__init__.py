"""Word files (.docx): a renderer that writes forms and reports, and a reader that reads returned forms."""

from __future__ import annotations

from surveykit_docx.reader import DocxReader
from surveykit_docx.renderer import DocxRenderer

__all__ = ["DocxReader", "DocxRenderer", "reader", "renderer"]

renderer = DocxRenderer()
reader = DocxReader()
