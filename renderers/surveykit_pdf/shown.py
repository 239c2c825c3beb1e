"""What the fields of a form show: the words that their looks have, the states that their buttons are in."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from pikepdf import Dictionary, Stream

from surveykit_pdf.appearance import is_shown, is_without_ink, paints, text_shown
from surveykit_pdf.fields import OFF
from surveykit_pdf.leaves import Leaf
from surveykit_pdf.reading import dictionary, entry, labels, said
from surveykit_pdf.values import exported, typed

_SHARING = 200


class Looks:
    """What the fields of a form show, unless it asks its viewer to draw their looks anew."""

    def __init__(self, form: Dictionary | None, leaves: Sequence[Leaf], seen: Collection[tuple[int, int]]) -> None:
        """`seen` are the numbers of the widgets that somebody who looks at the pages sees."""
        self._seen = seen
        self._resources = dictionary(form, "/DR")
        self._redrawn = _is_redrawn(form)
        self._sharing: dict[tuple[int, int], list[Leaf]] = {}
        self._read: dict[tuple[int, int], str | None] = {}
        for leaf in leaves:
            for widget in leaf.widgets():
                look = entry(dictionary(widget, "/AP"), "/N")
                if look is not None and look.is_indirect:
                    sharing = self._sharing.setdefault(look.objgen, [])
                    sharing += [leaf] if len(sharing) < _SHARING else []

    def is_seen(self, widget: Dictionary) -> bool:
        """Whether a widget is seen by somebody who looks at the pages."""
        return not widget.is_indirect or widget.objgen in self._seen

    def any_seen(self, leaf: Leaf) -> bool:
        """Whether a widget of a field is seen."""
        return any(map(self.is_seen, leaf.widgets()))

    @staticmethod
    def is_one(leaf: Leaf) -> bool:
        """Whether a field has one look, as a text has, and none for each state of a button."""
        return any(isinstance(entry(dictionary(one, "/AP"), "/N"), Stream) for one in leaf.widgets())

    def otherwise(self, leaf: Leaf, text: str) -> str | None:
        """What a field's look shows that its text is not; None when it shows the text, nothing, or nobody can tell.

        It is empty when the look has a text that nobody sees, or is that of a button and leaves nothing to be seen.
        """
        if text and self._is_bare(leaf):
            return ""
        if self._redrawn:
            return None
        called = dict(labels(leaf.line[0]))
        for widget in filter(self.is_seen, leaf.widgets()):
            if text and _is_blank(widget):
                return ""
            shown = self._text(widget)
            if not shown or _says(text, called, shown) or self._is_of_another(widget, shown):
                continue
            return next((code for code, label in called.items() if is_shown(label, shown)), shown)
        return None

    def _is_bare(self, leaf: Leaf) -> bool:
        """Whether nothing is drawn on a button that is seen: no viewer draws its value, as it draws that of a text."""
        drawn = [entry(dictionary(one, "/AP"), "/N") for one in filter(self.is_seen, leaf.widgets())]
        return said(leaf.own("/FT")) == "Btn" and not any(isinstance(one, Stream) and paints(one) for one in drawn)

    def _text(self, widget: Dictionary) -> str | None:
        """What a widget's look shows; one that many share is read once."""
        look = entry(dictionary(widget, "/AP"), "/N")
        if look is None or not look.is_indirect:
            return text_shown(widget, self._resources)
        if look.objgen not in self._read:
            self._read[look.objgen] = text_shown(widget, self._resources)
        return self._read[look.objgen]

    def _is_of_another(self, widget: Dictionary, shown: str) -> bool:
        """Whether a look that blank fields share was drawn for a filled one: some programs write over it in place."""
        look = entry(dictionary(widget, "/AP"), "/N")
        sharing = () if look is None else self._sharing.get(look.objgen, ())
        texts = {typed(one): one for one in sharing}
        return "" in texts and any(
            text and _says(text, dict(labels(one.line[0])), shown) for text, one in texts.items()
        )

    def states(self, leaf: Leaf) -> str | None:
        """The states that the buttons of a field show, empty when all are off; None when nobody can tell."""
        shown: list[str] = []
        told = False
        for button in leaf.widgets():
            state = said(entry(button, "/AS"))
            told = told or state is not None
            if state and _is_drawn(button, state) and self.is_seen(button):
                shown.append(exported(leaf, state))
        return "\n".join(dict.fromkeys(shown)) if told else None


def _is_blank(widget: Dictionary) -> bool:
    """Whether a widget's look has a text of which nothing is seen."""
    look = entry(dictionary(widget, "/AP"), "/N")
    return isinstance(look, Stream) and "/BG" not in (dictionary(widget, "/MK") or ()) and is_without_ink(look)


def _is_drawn(button: Dictionary, state: str) -> bool:
    """Whether a button has a look for a state that is not off, or none at all."""
    looks = dictionary(dictionary(button, "/AP"), "/N")
    if state == OFF or looks is None:
        return state != OFF
    look = entry(looks, f"/{state}")
    return isinstance(look, Stream) and paints(look)


def _says(text: str, called: Mapping[str, str], shown: str) -> bool:
    """Whether what is shown is a text, or the entry of a list that it stands for."""
    return is_shown(text, shown) or is_shown(called.get(text, text), shown)


def _is_redrawn(form: Dictionary | None) -> bool:
    """Whether the form asks its viewer to draw the looks anew, so that those of the file show nothing."""
    asked: object = None if form is None else form.get("/NeedAppearances")
    return asked is True
