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
_TELLING = re.compile(rb"strike|anish|vertAlign|position|ingdings|Webdings|[\"']Symbol[\"']")
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


def _white(element: etree._Element) -> int:
    return int(value_of(element).lower() == "ffffff")


def _tiny(element: etree._Element) -> int:
    size = value_of(element)
    return int(size.isdecimal() and len(size) == 1 and int(size) <= _UNREADABLE_SIZE)


def _pictorial(element: etree._Element) -> int:
    names = (str(value).casefold() for name, value in element.items() if str(name).endswith(("}ascii", "}hAnsi")))
    font = next(names, "")
    return (1 + SYMBOL_FONTS.index(font)) << _FIRST_FONT if font in SYMBOL_FONTS else PLAIN


def _shaded(element: etree._Element) -> int:
    fills = {str(value).lower() for name, value in element.items() if str(name).endswith("}fill")}
    patterned = value_of(element, "clear") not in {"clear", "nil"}
    return int(patterned or bool(fills - {"auto", "ffffff"}))


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
_OUT_OF_SIGHT: Mapping[str, tuple[str, Callable[[etree._Element], int]]] = {
    f"{W}color": ("white", _white),
    f"{W}sz": ("tiny", _tiny),
}
"""The properties by which a run alone goes unseen: a style that says so comes with a ground on which it is seen."""
_OF_RUNS = {**_READ, **_OUT_OF_SIGHT}
_BY_HAND: Mapping[str, Callable[[etree._Element], int]] = {
    f"{W}highlight": _chosen,
    f"{W}shd": _shaded,
    f"{W}bdr": _chosen,
    f"{W}em": _chosen,
    f"{W}u": _chosen,
    f"{W}b": _flag,
    f"{W}color": _coloured,
}
"""The properties with which people mark a label of the form; the form sets none of them on a run."""
_BEHIND = frozenset({f"{W}highlight", f"{W}shd"})
"""Those that put a colour behind the characters: what is white is then seen."""
_RUN_STYLE = f"{W}rStyle"
_TOGGLES = frozenset({"strike", "vanish"})
"""A paragraph's style and a run's that both say one of these undo each other (ISO 29500-1, 17.7.3)."""


def font_of(look: int) -> str:
    """The font of pictures of a look, in small letters; "" when it is another font."""
    rank = (look & SYMBOLS) >> _FIRST_FONT
    return SYMBOL_FONTS[rank - 1] if rank else ""


class Setting(NamedTuple):
    """Where a run stands: the styles of its paragraph and its table ("" without), and whether these are shaded."""

    paragraph: str = ""
    table: str = ""
    shaded: bool = False


NOWHERE = Setting()


class _Said(NamedTuple):
    """What a run says of itself: its style, its traits, whether it is marked, and with a colour behind it."""

    style: str = ""
    traits: tuple[tuple[str, int], ...] = ()
    marked: int = PLAIN
    behind: bool = False


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
        self._known: dict[tuple[str, str, str, bool, tuple[tuple[str, int], ...]], int] = {}
        for element in () if styles is None else styles:
            self._learn(element)

    @classmethod
    def told_by(cls, styles: bytes | None, parsed: Callable[[bytes], etree._Element]) -> RunLooks:
        """The looks by the bytes of the styles' part, which is parsed only when some style changes what is read."""
        if styles is None or not (b"\x00" in styles[:8] or _TELLING.search(styles)):
            return cls()
        return cls(parsed(styles))

    def of(self, properties: etree._Element | None, place: Setting = NOWHERE) -> int:
        """The look of a run with these properties (`w:rPr`, if any) at a place."""
        said = _UNSAID if properties is None else _said(properties)
        shaded = place.shaded or said.behind
        key = (place.paragraph, place.table, said.style, shaded, said.traits)
        look = self._known.get(key)
        if look is None:
            look = self._known[key] = self._resolved(place, said, shaded=shaded)
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

    def _resolved(self, place: Setting, said: _Said, *, shaded: bool) -> int:
        chains = (
            self._chain("character", said.style),
            self._chain("paragraph", place.paragraph),
            self._chain("table", place.table) if place.table else _NOTHING,
        )
        traits = {trait: self._trait(trait, chains) for trait, _ in _READ.values()} | dict(said.traits)
        if shaded:
            traits["white"] = 0
        return _look(traits)

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
    style, marked, behind = "", PLAIN, False
    traits: tuple[tuple[str, int], ...] = ()
    for child in properties:
        tag = child.tag
        if tag == _RUN_STYLE:
            style = value_of(child)
        if tag in _OF_RUNS:
            trait, read = _OF_RUNS[tag]
            traits = (*traits, (trait, read(child)))
        if tag in _BY_HAND and _BY_HAND[tag](child):
            marked = MARKED
            behind = behind or tag in _BEHIND
    return _Said(style, traits, marked, behind)


def shade_of(shading: etree._Element) -> int:
    """The look that the shading of a paragraph (`w:shd`) gives its runs."""
    return MARKED if _shaded(shading) else PLAIN


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
    if any(traits.get(one) for one in ("vanish", "specVanish", "white", "tiny")):
        found |= HIDDEN
    return found
