"""The look of a run's characters (struck, hidden, raised, marked), from its own properties and its styles."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from lxml import etree
from msgspec import Struct

from surveykit_docx.dialects import W, switched_on, value_of
from surveykit_docx.symbols import SYMBOL_FONTS

PLAIN = 0
STRUCK = 1
HIDDEN = 2
RAISED = 4
"""In superscript, moved up, or the small text over another (ruby)."""
LOWERED = 8
FORMULA = 16
"""In a formula whose shape says more than its characters."""
CODE = 32
"""In what a field is computed from, which is never shown."""
MARKED = 64
"""Highlighted, framed, underlined… by hand."""
_FIRST_FONT = 7
SYMBOLS = 15 << _FIRST_FONT
"""In a font of pictures, which shows other signs than the characters: four bits say in which (`font_of`)."""

UNREAD = STRUCK | HIDDEN | CODE
"""The looks of text that is no part of an answer."""
APART = RAISED | LOWERED

_CHAIN_LIMIT = 50
"""Styles that one style may be based on, one after another; Word stops at about ten."""
_TELLING = (b"strike", b"anish", b"vertAlign", b"position", b"ingdings", b"Webdings", b'"Symbol"', b"'Symbol'")
"""What the styles hold when one of them may change what is read (`vanish` and `specVanish` end alike)."""
_UNREADABLE_SIZE = 4
"""Half-points: characters of two points or less are not seen."""

_Traits = Mapping[str, int]
"""The values of properties, by trait: whether text is struck, hidden, or moved up or down."""
_NOTHING: _Traits = {}


def _flag(element: etree._Element) -> int:
    return int(switched_on(element))


def _script(element: etree._Element) -> int:
    return {"superscript": RAISED, "subscript": LOWERED}.get(value_of(element), PLAIN)


def _shift(element: etree._Element) -> int:
    shift = value_of(element)
    if not any(sign in "123456789" for sign in shift):
        return PLAIN
    return LOWERED if shift.startswith("-") else RAISED


def _tiny(element: etree._Element) -> int:
    size = value_of(element)
    return int(size.isdecimal() and len(size) == 1 and int(size) <= _UNREADABLE_SIZE)


def _pictorial(element: etree._Element) -> int:
    names = (str(value).casefold() for name, value in element.items() if str(name).endswith(("}ascii", "}hAnsi")))
    font = next(names, "")
    return (1 + SYMBOL_FONTS.index(font)) << _FIRST_FONT if font in SYMBOL_FONTS else PLAIN


def _shaded(element: etree._Element) -> int:
    patterned = value_of(element, "clear") not in {"clear", "nil"}
    return int(patterned or _attribute(element, "fill") not in {"", "auto", "ffffff"})


def _attribute(element: etree._Element, local: str) -> str:
    return next((str(value).lower() for name, value in element.items() if str(name).endswith(f"}}{local}")), "")


def _framed(element: etree._Element) -> int:
    return int(any(_chosen(side) for side in element))


def _coloured(element: etree._Element) -> int:
    return int(value_of(element, "auto").lower() not in {"auto", "000000"})


def _chosen(element: etree._Element) -> int:
    return int(value_of(element, "none") not in {"none", "nil"})


_READ: Mapping[str, tuple[str, Callable[[etree._Element], int]]] = {
    f"{W}strike": ("strike", _flag),
    f"{W}dstrike": ("dstrike", _flag),
    f"{W}vanish": ("vanish", _flag),
    f"{W}specVanish": ("specVanish", _flag),
    f"{W}vertAlign": ("vertAlign", _script),
    f"{W}position": ("position", _shift),
    f"{W}rFonts": ("font", _pictorial),
}
"""The properties that change what is read, the trait of each. `webHidden` is none: pages show it."""
_OUT_OF_SIGHT: Mapping[str, tuple[str, Callable[[etree._Element], int]]] = {f"{W}sz": ("tiny", _tiny)}
"""The properties by which a run alone goes unseen."""
_OF_RUNS = {**_READ, **_OUT_OF_SIGHT}
_BY_HAND: Mapping[str, Callable[[etree._Element], int]] = {
    f"{W}highlight": _chosen,
    f"{W}shd": _shaded,
    f"{W}bdr": _chosen,
    f"{W}em": _chosen,
    f"{W}u": _chosen,
    **dict.fromkeys(
        (f"{W}{name}" for name in ("b", "i", "caps", "smallCaps", "outline", "shadow", "emboss", "imprint")), _flag
    ),
    f"{W}effect": _chosen,
    f"{W}color": _coloured,
}
"""The properties with which people mark a label of the form; the form sets none of them on a run."""
_INK, _HIGHLIGHT, _SHADE = f"{W}color", f"{W}highlight", f"{W}shd"
PAPER = "ffffff"
"""The colour of the page."""
_NEAR = 16
"""How much two colours may differ, of 255 in red, green and blue each, so that one is not seen on the other."""
_HIGHLIGHTS = {
    "black": "000000", "blue": "0000ff", "cyan": "00ffff", "darkblue": "000080", "darkcyan": "008080",
    "darkgray": "808080", "darkgreen": "008000", "darkmagenta": "800080", "darkred": "800000", "darkyellow": "808000",
    "green": "00ff00", "lightgray": "c0c0c0", "magenta": "ff00ff", "red": "ff0000", "white": "ffffff",
    "yellow": "ffff00",
}  # fmt: skip
_COLOUR = re.compile("[0-9a-f]{6}")
_RUN_STYLE = f"{W}rStyle"
_TOGGLES = frozenset({"strike", "vanish"})
"""A paragraph's style and a run's that both say one of these undo each other (ISO 29500-1, 17.7.3)."""


def font_of(look: int) -> str:
    """The font of pictures of a look, in small letters; "" when it is another font."""
    rank = (look & SYMBOLS) >> _FIRST_FONT
    return SYMBOL_FONTS[rank - 1] if rank else ""


class Setting(NamedTuple):
    """Where a run stands: the styles of its paragraph and its table, the colour behind it (of red, green and blue).

    Each is "" without; a colour is also when nobody can tell it, as behind a pattern.
    """

    paragraph: str = ""
    table: str = ""
    ground: str = PAPER


NOWHERE = Setting()


class _Said(NamedTuple):
    """What a run says of itself: its style, its traits, whether it is marked, its colour and the one behind it.

    The colours are "" where it says none that one can tell; `ground` is None where it says none at all.
    """

    style: str = ""
    traits: tuple[tuple[str, int], ...] = ()
    marked: int = PLAIN
    ink: str = ""
    ground: str | None = None


_UNSAID = _Said()


class _Style(Struct, frozen=True):
    based_on: str
    traits: _Traits


class RunLooks:
    """The looks of runs: resolved by the styles of one file, each combination once."""

    def __init__(self, styles: etree._Element | None = None) -> None:
        self._defaults: _Traits = _NOTHING
        self._styles: dict[tuple[str, str], _Style] = {}
        self._usual: dict[str, str] = {}
        self._chains: dict[tuple[str, str], _Traits] = {}
        self._known: dict[tuple[str, str, str, tuple[tuple[str, int], ...]], int] = {}
        for element in () if styles is None else styles:
            self._learn(element)

    @classmethod
    def told_by(cls, styles: bytes | None, parsed: Callable[[bytes], etree._Element]) -> RunLooks:
        """The looks by the bytes of the styles' part, which is parsed only when some style changes what is read."""
        if styles is None or not (b"\x00" in styles[:8] or any(word in styles for word in _TELLING)):
            return cls()
        return cls(parsed(styles))

    def of(self, properties: etree._Element | None, place: Setting = NOWHERE) -> int:
        """The look of a run with these properties (`w:rPr`, if any) at a place."""
        said = _UNSAID if properties is None else _said(properties)
        key = (place.paragraph, place.table, said.style, said.traits)
        look = self._known.get(key)
        if look is None:
            look = self._known[key] = self._resolved(place, said)
        if said.ink and not _is_seen(said.ink, place.ground if said.ground is None else said.ground):
            look |= HIDDEN
        return look | said.marked

    def _learn(self, element: etree._Element) -> None:
        if element.tag == f"{W}docDefaults":
            self._defaults = _traits(element.find(f"{W}rPrDefault/{W}rPr"))
        if element.tag != f"{W}style":
            return
        kind, name = element.get(f"{W}type", "paragraph"), element.get(f"{W}styleId", "")
        based_on = value_of(element.find(f"{W}basedOn"))
        traits = [_traits(each) for each in (*element.iterfind(f"{W}tblStylePr/{W}rPr"), element.find(f"{W}rPr"))]
        self._styles[kind, name] = _Style(based_on, {trait: most for each in traits for trait, most in each.items()})
        if element.get(f"{W}default", "0") not in {"0", "false", "off"}:
            self._usual[kind] = name

    def _resolved(self, place: Setting, said: _Said) -> int:
        chains = (
            self._chain("character", said.style),
            self._chain("paragraph", place.paragraph),
            self._chain("table", place.table) if place.table else _NOTHING,
        )
        if not (self._defaults or any(chains)):
            return _look(dict(said.traits))
        return _look({trait: self._trait(trait, chains) for trait, _ in _READ.values()} | dict(said.traits))

    def _trait(self, trait: str, chains: Sequence[_Traits]) -> int:
        """What the styles say of a trait, those of the run first."""
        usual = self._defaults.get(trait, 0)
        if trait in _TOGGLES:
            return usual or sum(chain.get(trait, 0) for chain in chains) % 2
        return next((chain[trait] for chain in chains if trait in chain), usual)

    def _chain(self, kind: str, name: str) -> _Traits:
        """The properties of a style and of those that it is based on, the nearest first."""
        name = name if (kind, name) in self._styles else self._usual.get(kind, "")
        if (kind, name) not in self._chains:
            traits: dict[str, int] = {}
            here = name
            for _ in range(_CHAIN_LIMIT):
                style = self._styles.get((kind, here))
                if style is None:
                    break
                traits = {**style.traits, **traits}
                here = style.based_on
            self._chains[kind, name] = traits
        return self._chains[kind, name]


def _said(properties: etree._Element) -> _Said:
    """What the properties of a run say."""
    style, marked = "", PLAIN
    traits: tuple[tuple[str, int], ...] = ()
    found: dict[str, etree._Element] = {}
    for child in properties:
        tag = child.tag
        if tag == _RUN_STYLE:
            style = value_of(child)
        if tag in _OF_RUNS:
            trait, read = _OF_RUNS[tag]
            traits = (*traits, (trait, read(child)))
        if tag in _BY_HAND:
            marked |= MARKED if _BY_HAND[tag](child) else PLAIN
            found[tag] = child
    return _Said(style, traits, marked, *_colours(found)) if found else _Said(style, traits, marked)


def _colours(found: Mapping[str, etree._Element]) -> tuple[str, str | None]:
    """The colour that the properties of a run give it, and the one behind it."""
    ink = value_of(found[_INK]).lower() if _INK in found else ""
    if _HIGHLIGHT in found and _chosen(found[_HIGHLIGHT]):
        return ink, _HIGHLIGHTS.get(value_of(found[_HIGHLIGHT]).lower(), "")
    return ink, ground_of(found[_SHADE]) if _SHADE in found else None


def ground_of(shading: etree._Element) -> str | None:
    """The colour of a shading (`w:shd`): "" when nobody can tell, None when it has none."""
    kind, fill = value_of(shading, "clear"), _attribute(shading, "fill")
    if kind == "solid":
        fill = _attribute(shading, "color")
    elif kind not in {"clear", "nil"}:
        return ""
    return None if fill in {"", "auto"} and kind != "solid" else fill


def _is_seen(ink: str, ground: str) -> bool:
    """Whether characters of a colour are seen on another one; they are where nobody can tell."""
    if not (_COLOUR.fullmatch(ink) and _COLOUR.fullmatch(ground)):
        return True
    return any(abs(one - other) > _NEAR for one, other in zip(bytes.fromhex(ink), bytes.fromhex(ground), strict=True))


def emphasis_of(properties: etree._Element) -> int:
    """The look that the shading (`w:shd`) or the borders (`w:pBdr`) of a paragraph give its runs."""
    marked = _shaded(properties) if properties.tag == _SHADE else _framed(properties)
    return MARKED if marked else PLAIN


def _traits(properties: etree._Element | None) -> _Traits:
    if properties is None:
        return _NOTHING
    read = ((_READ[child.tag], child) for child in properties if child.tag in _READ)
    return {trait: value(child) for (trait, value), child in read}


def _look(traits: _Traits) -> int:
    found = traits.get("vertAlign") or traits.get("position") or PLAIN
    found |= traits.get("font", PLAIN)
    if any(traits.get(one) for one in ("strike", "dstrike")):
        found |= STRUCK
    if any(traits.get(one) for one in ("vanish", "specVanish", "tiny")):
        found |= HIDDEN
    return found
