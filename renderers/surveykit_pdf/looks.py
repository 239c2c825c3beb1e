"""The looks of fields with a value in them: content streams, drawn without any font of the viewer's."""

from __future__ import annotations

from surveykit_pdf.fonts import FieldFont, encoded, field_font
from surveykit_pdf.syntax import literal, number

FONT_NAME = "SkArimo"
"""The name of the fields' font in the form's resources."""

TEXT_SIZE = 9.5
"""Points: in the fields of one line, where their height allows it."""
AREA_SIZE = 9.0
"""Points: in text areas."""

EMPTY = b"/Tx BMC EMC"
_PADDING = 2.0
_LEADING = 1.2
_NARROWEST = 0.19
_ROUND = 0.5523


def line_size(height: float) -> float:
    """The size of the letters in a field of one line of that height, in points."""
    return max(min(TEXT_SIZE, height - 3), 4)


def line(text: str, width: float, height: float) -> bytes:
    """A text on one line, cut where the field ends."""
    size = line_size(height)
    font = field_font()
    base = (height - (font.ascent - font.descent) * size / 1000) / 2 - font.descent * size / 1000
    shown = encoded(text[: int(width / (_NARROWEST * size)) + 1])
    return _text([shown], width, height, size, base)


def area(text: str, width: float, height: float) -> bytes:
    """A text on as many lines as it takes, cut where the field ends."""
    font = field_font()
    lines = wrapped(text, width - 2 * _PADDING, AREA_SIZE, int(height / (AREA_SIZE * _LEADING)) + 1)
    base = height - _PADDING - font.ascent * AREA_SIZE / 1000
    return _text(lines, width, height, AREA_SIZE, base)


def _text(lines: list[bytes], width: float, height: float, size: float, base: float) -> bytes:
    shown = b" T* ".join([literal(one) + b" Tj" for one in lines])
    opening = (
        f"/Tx BMC q 1 1 {number(width - 2)} {number(height - 2)} re W n BT /{FONT_NAME} {number(size)} Tf 0 g"
        f" {number(size * _LEADING)} TL {number(_PADDING)} {number(base)} Td "
    )
    return opening.encode() + shown + b" ET Q EMC"


def wrapped(text: str, width: float, size: float, limit: int) -> list[bytes]:
    """The first `limit` lines of a text set in that width, encoded for the fields' font; lengths in points."""
    font = field_font()
    lines: list[bytes] = []
    for paragraph in text.split("\n", limit)[:limit]:
        most = (limit - len(lines)) * (int(width / (_NARROWEST * size)) + 1)
        lines += _paragraph(font, encoded(paragraph[:most]), width, size)
        if len(lines) >= limit:
            break
    return lines[:limit]


def _paragraph(font: FieldFont, shown: bytes, width: float, size: float) -> list[bytes]:
    lines: list[bytes] = []
    current, used = b"", 0.0
    space = font.width(b" ", size)
    for word in shown.split(b" "):
        taken = font.width(word, size)
        if current and used + space + taken > width:
            lines.append(current)
            current, used = b"", 0.0
        rest = word
        while taken > width:
            fitting = _fitting(font, rest, width, size)
            lines.append(rest[:fitting])
            rest = rest[fitting:]
            taken = font.width(rest, size)
        current, used = (current + b" " + rest, used + space + taken) if current else (rest, taken)
    lines.append(current)
    return lines


def _fitting(font: FieldFont, word: bytes, width: float, size: float) -> int:
    """How many first letters of a word fit in a width, one at least."""
    used = 0.0
    for count, code in enumerate(word):
        used += font.widths[code] * size / 1000
        if used > width:
            return max(count, 1)
    return len(word)


def tick(width: float, height: float) -> bytes:
    """The mark of a ticked box."""
    points = [(0.14, 0.52), (0.4, 0.18), (0.88, 0.86)]
    path = " ".join(
        f"{number(x * width)} {number(y * height)} {'l' if rank else 'm'}" for rank, (x, y) in enumerate(points)
    )
    return f"q {number(max(min(width, height) * 0.16, 0.8))} w 1 J 1 j 0 G {path} S Q".encode()


def dot(width: float, height: float) -> bytes:
    """The mark of the chosen one among round buttons."""
    x, y, r = width / 2, height / 2, min(width, height) * 0.34
    k = r * _ROUND
    curves = [
        (x + r, y + k, x + k, y + r, x, y + r),
        (x - k, y + r, x - r, y + k, x - r, y),
        (x - r, y - k, x - k, y - r, x, y - r),
        (x + k, y - r, x + r, y - k, x + r, y),
    ]
    path = " ".join(" ".join(map(number, curve)) + " c" for curve in curves)
    return f"q 0 g {number(x + r)} {number(y)} m {path} f Q".encode()
