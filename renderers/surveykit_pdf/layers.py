"""The layers of a file: what is on one that is off when the file is opened is not seen."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from pikepdf import Object, Pdf

from surveykit_pdf.reading import dictionary, entry, items, said

_SEEN: Mapping[str, Callable[[list[bool]], bool]] = {
    "AnyOn": any,
    "AllOn": all,
    "AnyOff": lambda shown: not all(shown),
    "AllOff": lambda shown: not any(shown),
}
"""When what is on several layers is seen, by the name of the policy, from whether each of them is shown."""


class Layers:
    """The layers of a file that are off when it is opened."""

    def __init__(self, pdf: Pdf) -> None:
        held = dictionary(pdf.Root, "/OCProperties")
        usual = dictionary(held, "/D")
        self._off = {one.objgen for one in items(usual, "/OFF")}
        if said(entry(usual, "/BaseState")) == "OFF":
            self._off |= {one.objgen for one in items(held, "/OCGs")} - {one.objgen for one in items(usual, "/ON")}

    def hide(self, thing: Object | None) -> bool:
        """Whether a widget, or a drawing, is on layers that leave it unseen."""
        layer = entry(thing, "/OC") if self._off else None
        if layer is None:
            return False
        single = entry(layer, "/OCGs")
        on = list(items(layer, "/OCGs")) or [layer if single is None else single]
        seen = _SEEN.get(said(entry(layer, "/P")) or "", any)
        return not seen([one.objgen not in self._off for one in on])
