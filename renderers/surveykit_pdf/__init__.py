"""PDF: forms whose fields any viewer fills, tagged reports, personal copies by the thousand, and their reader."""

from __future__ import annotations

from surveykit_pdf.reader import PdfReader, reader
from surveykit_pdf.renderer import PdfRenderer, renderer

__all__ = ["PdfReader", "PdfRenderer", "reader", "renderer"]
