"""The look of a run's characters (struck, hidden, raised, marked), from its own properties and its styles."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from lxml import etree
from msgspec import Struct

from surveykit_docx.dialects import W, switched_on, value_of

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

UNREAD = STRUCK | HIDDEN | CODE
"""The looks of text that is no part of an answer."""
APART = RAISED | LOWERED

_CHAIN_LIMIT = 50
"""Styles that one style may be based on, one after another; Word stops at about ten."""
_TELLING = (b"strike", b"anish", b"vertAlign", b"position")
"""What the styles hold when one of them may change what is read (`vanish` and `specVanish` end alike)."""

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
}
"""The properties that change what is read, the trait of each. `webHidden` is none: pages show it."""
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
_RUN_STYLE = f"{W}rStyle"
_TOGGLES = frozenset({"strike", "vanish"})
"""A paragraph's style and a run's that both say one of these undo each other (ISO 29500-1, 17.7.3)."""


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
        self._known: dict[tuple[str, str, tuple[tuple[str, int], ...]], int] = {}
        for element in () if styles is None else styles:
            self._learn(element)

    @classmethod
    def told_by(cls, styles: bytes | None, parsed: Callable[[bytes], etree._Element]) -> RunLooks:
        """The looks by the bytes of the styles' part, which is parsed only when some style changes what is read."""
        if styles is None or not (b"\x00" in styles[:8] or any(word in styles for word in _TELLING)):
            return cls()
        return cls(parsed(styles))

    def of(self, properties: etree._Element | None, paragraph: str) -> int:
        """The look of a run with these properties (`w:rPr`, if any) in a paragraph of a style ("" without)."""
        style, marked = "", PLAIN
        traits: tuple[tuple[str, int], ...] = ()
        for child in () if properties is None else properties:
            tag = child.tag
            if tag == _RUN_STYLE:
                style = value_of(child)
            elif tag in _READ:
                trait, read = _READ[tag]
                traits = (*traits, (trait, read(child)))
            elif tag in _BY_HAND and _BY_HAND[tag](child):
                marked = MARKED
        key = (paragraph, style, traits)
        look = self._known.get(key)
        if look is None:
            look = self._known[key] = self._resolved(*key)
        return look | marked

    def _learn(self, element: etree._Element) -> None:
        if element.tag == f"{W}docDefaults":
            self._defaults = _traits(element.find(f"{W}rPrDefault/{W}rPr"))
        if element.tag != f"{W}style":
            return
        kind, name = element.get(f"{W}type", "paragraph"), element.get(f"{W}styleId", "")
        based_on = value_of(element.find(f"{W}basedOn"))
        self._styles[kind, name] = _Style(based_on, _traits(element.find(f"{W}rPr")))
        if element.get(f"{W}default", "0") not in {"0", "false", "off"}:
            self._usual[kind] = name

    def _resolved(self, paragraph: str, run: str, own: tuple[tuple[str, int], ...]) -> int:
        direct = dict(own)
        if not self._styles and not self._defaults:
            return _look(direct)
        near, far = self._chain("character", run), self._chain("paragraph", paragraph)
        found = {trait: self._trait(trait, near, far) for trait, _ in _READ.values()}
        return _look(found | direct)

    def _trait(self, trait: str, near: _Traits, far: _Traits) -> int:
        usual = self._defaults.get(trait, 0)
        if trait in _TOGGLES:
            return usual or near.get(trait, 0) ^ far.get(trait, 0)
        return near.get(trait, far.get(trait, usual))

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


def shade_of(shading: etree._Element) -> int:
    """The look that the shading of a paragraph (`w:shd`) gives its runs."""
    return MARKED if _shaded(shading) else PLAIN


def _traits(properties: etree._Element | None) -> _Traits:
    if properties is None:
        return _NOTHING
    read = ((_READ[child.tag], child) for child in properties if child.tag in _READ)
    return {trait: value(child) for (trait, value), child in read}


def _look(traits: _Traits) -> int:
    struck = STRUCK if traits.get("strike") or traits.get("dstrike") else PLAIN
    hidden = HIDDEN if traits.get("vanish") or traits.get("specVanish") else PLAIN
    return struck | hidden | (traits.get("vertAlign") or traits.get("position") or PLAIN)
