"""A filled form saved by a browser, changed as browsers, mails, editors and people change a page."""

from __future__ import annotations

import codecs
import quopri
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from html import escape, unescape
from random import Random

from msgspec import Struct, field

from mutants.paper import copy_by, drawn, filled_forms
from mutants.verdict import Mutant, Seen, Trial
from surveykit.ids import FieldId, OptionCode
from surveykit_html import renderer

_ATTRIBUTES = r"""(?:[^>"']|"[^"]*"|'[^']*')*"""
_TAG = re.compile(rf"<(/?)([a-zA-Z][a-zA-Z0-9]*)\b({_ATTRIBUTES})>")
_CONTROL = re.compile(
    rf"<(input|INPUT)\b{_ATTRIBUTES}>|<textarea\b{_ATTRIBUTES}>.*?</textarea>|<select\b{_ATTRIBUTES}>.*?</select>",
    re.DOTALL,
)
_WORDS = re.compile(r">([^<>]*[^\W\d_]{3}[^<>]*)<")


class _Control(Struct, frozen=True):
    """A control of the page: where it stands, its field, and what it offers if it is one of a list."""

    start: int
    end: int
    field: str
    option: str | None
    tag: str

    @property
    def is_on(self) -> bool:
        """Whether a box is ticked."""
        return re.search(r"\schecked\b", self.tag) is not None

    @property
    def text(self) -> str:
        """What a text box holds."""
        if self.tag.startswith("<textarea"):
            return unescape(self.tag[self.tag.index(">") + 1 : self.tag.rindex("<")])
        found = re.search(r"""\svalue=("[^"]*"|'[^']*'|[^\s>]*)""", self.tag)
        return "" if found is None else unescape(found[1].strip("\"'"))


class Page(Struct):
    """A saved page while it is changed, and what is seen of its answers where that changed."""

    text: str
    sees: dict[FieldId, Seen] = field(default_factory=dict)
    encoding: Callable[[str], bytes] = lambda text: text.encode("utf-8", "surrogatepass")

    def controls(self) -> list[_Control]:
        """The controls that are answers, in the order of the page."""
        return [*self._controls()]

    def _controls(self) -> Iterator[_Control]:
        groups = [*self._groups()]
        for found in _CONTROL.finditer(self.text):
            tag = found[0]
            option = None
            name = _value(tag, "name")
            if re.search(r"""type=["']?(radio|checkbox)""", tag):
                option = _value(tag, "value")
                name = next((group for start, end, group in reversed(groups) if start < found.start() < end), "")
            if name and not re.search(r"type=[\"']?(file|hidden)", tag):
                yield _Control(found.start(), found.end(), name, option, tag)

    def _groups(self) -> Iterator[tuple[int, int, str]]:
        for found in re.finditer(rf"<fieldset\b({_ATTRIBUTES})>", self.text):
            name = _value(found[1], "name")
            if name:
                yield found.start(), self.text.find("</fieldset>", found.end()), name

    def put(self, start: int, end: int, new: str) -> None:
        """Write something in the place of a part of the page."""
        self.text = self.text[:start] + new + self.text[end:]

    def see(self, name: str, seen: Seen) -> None:
        """Say what is seen of a field now; what nobody could tell before, nobody can tell still."""
        code = FieldId(name)
        self.sees[code] = None if self.sees.get(code, "") is None else seen

    def boxes(self, name: str) -> list[_Control]:
        """The boxes of a field."""
        return [one for one in self.controls() if one.field == name and one.option is not None]


def _value(tag: str, name: str) -> str:
    found = re.search(rf"""(?:^|\s){name}=("[^"]*"|'[^']*'|[^\s>]*)""", tag)
    return "" if found is None else unescape(found[1].strip("\"'"))


@cache
def trials() -> tuple[Trial, ...]:
    """The forms that are changed."""
    return filled_forms(copy_by(renderer), "reponses.html")


def _turn(name: str) -> int:
    """When a change is made: what takes parts away before what puts some there, the page as a whole at the end."""
    turns = [FIRST, frozenset(CHANGES) - FIRST - LAST - {"control copied", "end tag lost"}, {"control copied"}, LAST]
    return next((turn for turn, names in enumerate(turns) if name in names), len(turns))


def mutant(trial: Trial, seed: int, wanted: str | None = None) -> Mutant:
    """A changed page, and what is seen in it; `wanted` is one of the changes, if not every one is."""
    chance = Random(seed)
    page = Page(trial.data.decode())
    names = drawn(CHANGES, chance, wanted)
    for name in sorted(names, key=_turn):
        CHANGES[name](page, chance)
    return Mutant(page.encoding(page.text), page.sees, changes=names)


Change = Callable[[Page, Random], None]


def _on_control(change: Callable[[Page, _Control, Random], None], *, among: str = "all") -> Change:
    """A change of one control: of any, of a text box (`texts`), or of a round button or a tick box (`boxes`)."""

    def on_it(page: Page, chance: Random) -> None:
        found = [one for one in page.controls() if among == "all" or (one.option is None) == (among == "texts")]
        if found:
            change(page, chance.choice(found), chance)

    return on_it


def _removed(page: Page, one: _Control, chance: Random) -> None:
    page.put(one.start, one.end, "")


def _removed_with_line(page: Page, one: _Control, chance: Random) -> None:
    """The control with the paragraph, the label or the whole question that it stands in."""
    name = chance.choice(("p", "label", "fieldset"))
    start = max(page.text.rfind(f"<{name}>", 0, one.start), page.text.rfind(f"<{name} ", 0, one.start))
    end = page.text.find(f"</{name}>", one.end)
    if start > page.text.find("<form") and end > 0:
        page.put(start, end + len(name) + 3, "")


def _renamed(page: Page, one: _Control, chance: Random) -> None:
    new = chance.choice((one.field + "_2", one.field.upper(), "form1." + one.field, one.field[:-1], "x"))
    start = one.start if one.option is None else page.text.rfind("<fieldset name", 0, one.start)
    end = one.end if one.option is None else one.start
    page.put(
        start, end, re.sub(rf"""name=["']?{re.escape(one.field)}["']?""", f"name={new}", page.text[start:end], count=1)
    )


def _name_lost(page: Page, one: _Control, chance: Random) -> None:
    start = one.start if one.option is None else page.text.rfind("<fieldset name", 0, one.start)
    end = one.end if one.option is None else one.start
    page.put(start, end, re.sub(rf"""name=["']?{re.escape(one.field)}["']?""", "", page.text[start:end], count=1))


def _names_swapped(page: Page, one: _Control, chance: Random) -> None:
    """Two fields under each other's names: what stands at the one is read as the other's."""
    others = [two for two in page.controls() if two.option is None and two.field != one.field]
    if not others:
        return
    two = chance.choice(others)
    a, b = f"name={one.field}", f"name={two.field}"
    text = re.sub(rf"{a}(?=[\s>])", "\0", page.text)
    text = re.sub(rf"{b}(?=[\s>])", a, text)
    page.text = text.replace("\0", b)
    if one.text != two.text:
        page.see(one.field, None)
        page.see(two.field, None)


def _copied(page: Page, one: _Control, chance: Random) -> None:
    """A control once more, as it is or with another answer, beside it or far away."""
    tag, other = one.tag, chance.random() < 0.6
    if other:
        if one.option is not None:
            tag = tag.replace(" checked", "") if one.is_on else tag.replace("<input", "<input checked", 1)
        else:
            tag = _with_text(tag, "15")
    place = one.end if chance.random() < 0.5 or one.option is not None else chance.choice(page.controls()).end
    page.put(place, place, tag)
    if other and (one.option is not None or one.text != "15"):
        page.see(one.field, None)


def _with_text(tag: str, text: str) -> str:
    if tag.startswith("<textarea"):
        return tag[: tag.index(">") + 1] + escape(text) + "</textarea>"
    bare = re.sub(r"""\svalue=("[^"]*"|'[^']*'|[^\s>]*)""", "", tag)
    return bare[:-1] + f' value="{escape(text)}">'


def _moved(page: Page, one: _Control, chance: Random) -> None:
    """A control elsewhere in the form: beside another control, so at another question or under another label."""
    others = [two for two in page.controls() if two.field != one.field]
    if not others:
        return
    two = chance.choice(others)
    is_later = two.start > one.start
    page.put(one.start, one.end, "")
    place = (two.end if chance.random() < 0.5 else two.start) - (one.end - one.start if is_later else 0)
    page.put(place, place, one.tag)
    if (one.option is None and one.text) or (one.option is not None and one.is_on):
        page.see(one.field, None)


def _typed(page: Page, one: _Control, chance: Random) -> None:
    """Another text in a box: that is the answer's own text."""
    text = chance.choice(("19", "environ 12", "", "NC", "a < b & « c »", "12\n13", "&eacute;&#8217;", "</textarea"))
    if one.tag.startswith("<select"):
        return
    page.put(one.start, one.end, _with_text(one.tag, text))
    twins = [two for two in page.controls() if two.field == one.field]
    page.see(one.field, text if len(twins) == 1 else None)


def _ticked(page: Page, one: _Control, chance: Random) -> None:
    """A box ticked or unticked: that is the answer; of two round buttons that are on, nobody knows which counts."""
    tag = re.sub(r"\schecked(=[^\s>]*)?", "", one.tag) if one.is_on else one.tag.replace("<input", "<input checked", 1)
    page.put(one.start, one.end, tag)
    on = [two for two in page.boxes(one.field) if two.is_on]
    if "radio" not in tag:
        page.sees[FieldId(one.field)] = frozenset(OptionCode(two.option or "") for two in on)
    else:
        page.sees[FieldId(one.field)] = None if len(on) > 1 else on[0].option if on else ""


def _options_swapped(page: Page, one: _Control, chance: Random) -> None:
    """Two buttons of a list with each other's values, so that what is said beside each is not what it stands for."""
    others = [two for two in page.boxes(one.field) if two.option != one.option]
    if not others:
        return
    two = chance.choice(others)
    first, last = sorted((one, two), key=lambda each: each.start)
    page.put(last.start, last.end, _with_value(last.tag, first.option))
    page.put(first.start, first.end, _with_value(first.tag, last.option))
    if one.is_on or two.is_on:
        page.see(one.field, None)


def _with_value(tag: str, value: str | None) -> str:
    return re.sub(r"""value=("[^"]*"|'[^']*'|[^\s>]*)""", f"value={value}", tag)


def _option_renamed(page: Page, one: _Control, chance: Random) -> None:
    new = chance.choice(("autre_chose", "on", "1", "Oui"))
    page.put(one.start, one.end, _with_value(one.tag, new))
    if one.is_on and new != one.option:
        page.see(one.field, None)


def _label_edited(page: Page, one: _Control, chance: Random) -> None:
    """The words beside a button are no longer those that it stands for."""
    found = re.compile(r"([^<]+)</label>").match(page.text, one.end)
    if found is not None:
        new = chance.choice(("Jamais", found[1] + " (en 2013)", "Oui", "Non", found[1][:-1]))
        page.put(found.start(1), found.end(1), new)
        if one.is_on and new not in found[1]:
            page.see(one.field, None)


def _labels_swapped(page: Page, one: _Control, chance: Random) -> None:
    found = re.compile(r"([^<]+)</label>")
    here = found.match(page.text, one.end)
    others = [two for two in page.boxes(one.field) if two.option != one.option]
    if here is None or not others:
        return
    two = chance.choice(others)
    there = found.match(page.text, two.end)
    if there is None:
        return
    first, last = sorted((here, there), key=lambda each: each.start())
    page.put(last.start(1), last.end(1), first[1])
    page.put(first.start(1), first.end(1), last[1])
    if one.is_on or two.is_on:
        page.see(one.field, None)


def _lines_swapped(page: Page, one: _Control, chance: Random) -> None:
    """The labels of two text boxes, each beside the other's box."""
    found = re.compile(r"<label [^>]*>([^<]+)<br>$")
    places = [(two, here) for two in page.controls() if (here := found.search(page.text[: two.start])) is not None]
    if len(places) < 2:
        return
    (two, here), (three, there) = sorted(chance.sample(places, 2), key=lambda each: each[0].start)
    if here[1] == there[1]:
        return
    page.put(there.start(1), there.end(1), here[1])
    page.put(here.start(1), here.end(1), there[1])
    for each in (two, three):
        if each.text:
            page.see(each.field, None)


def _hidden(page: Page, one: _Control, chance: Random) -> None:
    """A control that nobody sees: by its style, its attribute, or what it stands in."""
    way = chance.choice(
        (
            "<span hidden>{}</span>",
            '<span style="display:none">{}</span>',
            '<span style="color: red; Display : None !important">{}</span>',
            "<details><summary>Suite</summary>{}</details>",
            "<template>{}</template>",
            "<noscript>{}</noscript>",
            "<dialog>{}</dialog>",
            '<div style="visibility: hidden">{}</div>',
            "<!-- {} -->",
            "<input hidden",
            '<input style="display:none"',
        )
    )
    if way.startswith("<input"):
        page.put(one.start, one.end, re.sub(r"^<\w+", lambda tag: tag[0] + way[6:], one.tag))
    else:
        page.put(one.start, one.end, way.format(one.tag))
    if (one.option is None and one.text) or (one.option is not None and one.is_on):
        page.see(one.field, None)


def _hidden_by_rule(page: Page, one: _Control, chance: Random) -> None:
    """A control that a style sheet of the page hides, or whose look leaves nothing of it to be seen."""
    way = chance.choice(
        (
            "display:none",
            "opacity: 0",
            "clip-path: inset(100%)",
            "color:#fff; background-color:#fff",
            "transform: scale(0)",
            "position:absolute; clip:rect(0 0 0 0)",
        )
    )
    rule = chance.choice((".ajout", "{name}.ajout", "*.pris.ajout")).format(name=re.match(r"<(\w+)", one.tag)[1])
    tag = re.sub(r"^<\w+", lambda tag: f'{tag[0]} class="pris ajout"', one.tag)
    page.put(one.start, one.end, f"<style>{rule}{{{way}}}</style>{tag}")
    if (one.option is None and one.text) or (one.option is not None and one.is_on):
        page.see(one.field, None)


def _group_hidden(page: Page, one: _Control, chance: Random) -> None:
    """A question that nobody sees."""
    start = page.text.rfind("<fieldset", 0, one.start)
    if start < 0 or page.text.find("</fieldset>", start) < one.start:
        return
    end = page.text.find("</fieldset>", start)
    inside = [two for two in page.controls() if start < two.start < end]
    page.put(start, start + 9, chance.choice(("<fieldset hidden", '<fieldset style="display:none"')))
    for two in inside:
        if two.is_on or (two.option is None and two.text):
            page.see(two.field, None)


def _disabled(page: Page, one: _Control, chance: Random) -> None:
    page.put(
        one.start,
        one.end,
        re.sub(r"^<\w+", lambda tag: tag[0] + chance.choice((" disabled", " disabled=''", " readonly")), one.tag),
    )


def _group_disabled(page: Page, one: _Control, chance: Random) -> None:
    start = page.text.rfind("<fieldset", 0, one.start)
    if start >= 0:
        page.put(start, start + 9, "<fieldset disabled")


def _written_beside(page: Page, one: _Control, chance: Random) -> None:
    """Words put beside a control: where it is blank, they may be its answer."""
    words = chance.choice(("23 en tout", "voir l’annexe", "dont 2 en cours", "Oui", "12"))
    way = chance.choice(
        ("{}", "<b>{}</b>", "<p>{}</p>", "<font color=red>{}</font>", "<div>{}</div>", "<span class=x>{}</span>")
    )
    page.put(one.end, one.end, way.format(words))


def _words_edited(page: Page, chance: Random) -> None:
    """Words of the form changed, wherever they stand."""
    start = page.text.find("<form")
    held = [(one.start, one.end) for one in page.controls()]
    found = [
        one
        for one in _WORDS.finditer(page.text, max(start, 0))
        if not any(first < one.end(1) and one.start(1) < last for first, last in held)
    ]
    if found:
        one = chance.choice(found)
        words = one[1].split(" ")
        words[chance.randrange(len(words))] = chance.choice(("", "2013", "mensuels", "xxx"))
        page.put(one.start(1), one.end(1), " ".join(words))


def _without(pattern: str) -> Change:
    def on_it(page: Page, chance: Random) -> None:
        page.text = re.sub(pattern, "", page.text, flags=re.DOTALL)

    return on_it


def _cut(page: Page, chance: Random) -> None:
    """The page up to a place inside its form; a text that is cut is no answer."""
    place = chance.randrange(max(page.text.find("<form"), 0), len(page.text) + 1)
    for one in page.controls():
        if one.start < place < one.end and one.text:
            page.see(one.field, None)
    page.text = page.text[:place]


def _begun_late(page: Page, chance: Random) -> None:
    start = max(page.text.find("<form"), 0)
    page.text = chance.choice(("", "<!DOCTYPE html>", "<html><body>")) + page.text[chance.randrange(start + 1) :]


def _middle_lost(page: Page, chance: Random) -> None:
    """A part of the page is gone, from one tag to another."""
    held = [(one.start, one.end) for one in page.controls()]
    found = (one.start() for one in _TAG.finditer(page.text, max(page.text.find("<form"), 0)))
    places = [place for place in found if not any(start < place < end for start, end in held)]
    if len(places) > 2:
        start = chance.randrange(len(places) - 1)
        before = {one.field: page.boxes(one.field) for one in page.controls() if one.option is not None}
        page.put(places[start], places[min(len(places) - 1, start + chance.randrange(1, 40))], "")
        for name, held in before.items():
            found = page.boxes(name)
            if [one.tag for one in found] != [one.tag for one in held] and len(found) > 1:
                page.sees[FieldId(name)] = _seen_of(found)


def _seen_of(boxes: list[_Control]) -> Seen:
    """What is seen of boxes, which may be those of another list."""
    on = [one.option or "" for one in boxes if one.is_on]
    if "radio" not in boxes[0].tag:
        return frozenset(map(OptionCode, on))
    return None if len(on) > 1 else "".join(on)


def _saved_whole(page: Page, chance: Random) -> None:
    """What browsers put around a page that they save."""
    note = "<!-- saved from url=(0042)https://exemple.example/formulaire.html -->\n"
    page.text = page.text.replace("<!DOCTYPE html>", f"<!DOCTYPE html>\n{note}", 1)
    page.text = re.sub(
        r"<script>.*?</script>", '<script src="./formulaire_files/a.js"></script>', page.text, flags=re.DOTALL
    )
    page.text = re.sub(
        r"<style>.*?</style>", '<link rel="stylesheet" href="./formulaire_files/a.css">', page.text, flags=re.DOTALL
    )
    page.text += chance.choice(
        ("", '<div id="extension-root" class="x"></div>', "<deepl-input-controller></deepl-input-controller>")
    )


def _mailed(page: Page, chance: Random) -> None:
    """A page inside a mail's: words before and after it, and the metas of a mail program."""
    meta = '<meta name="Generator" content="Microsoft Word 15 (filtered medium)">'
    words = "<div class=WordSection1><p class=MsoNormal>Bonjour, ci-joint notre réponse.</p>"
    before = f"<html><head>{meta}</head><body>{words}"
    page.text = before + page.text + "<p class=MsoNormal>-- <br>Cordialement</p></div></body></html>"


def _quoted_printable(page: Page, chance: Random) -> None:
    """What is left of a mail's encoding when nobody undid it."""
    page.text = quopri.encodestring(page.text.encode("utf-8", "surrogatepass")).decode("ascii")


def _upper(page: Page, chance: Random) -> None:
    page.text = _TAG.sub(lambda tag: f"<{tag[1]}{tag[2].upper()}{tag[3]}>", page.text)


def _attributes_upper(page: Page, chance: Random) -> None:
    page.text = re.sub(r"(?<=\s)(name|value|type|checked|id)(?=[=\s>])", lambda name: name[0].upper(), page.text)


def _requoted(page: Page, chance: Random) -> None:
    quote = chance.choice("'\"")
    page.text = _TAG.sub(
        lambda tag: f"<{tag[1]}{tag[2]}" + re.sub(r"=([^\s\"'>=]+)", rf"={quote}\1{quote}", tag[3]) + ">", page.text
    )


def _as_xhtml(page: Page, chance: Random) -> None:
    page.text = re.sub(
        rf"<(input|meta|br)\b({_ATTRIBUTES})>",
        r"<\1\2 />",
        re.sub(r"\schecked(?=[\s>])", ' checked="checked"', page.text),
    )


def _respaced(page: Page, chance: Random) -> None:
    page.text = _TAG.sub(lambda tag: f"<{tag[1]}{tag[2]}" + re.sub(r"\s+(?=\w+=)", "\n\t ", tag[3]) + " >", page.text)


def _ends_lost(page: Page, chance: Random) -> None:
    name = chance.choice(("label", "p", "legend", "fieldset", "h3", "div", "form", "textarea", "small"))
    places = [one.start() for one in re.finditer(f"</{name}>", page.text)]
    if not places:
        return
    at = chance.choice(places)
    last = next((one for one in page.controls() if one.start < at < one.end), None)
    page.put(at, at + len(name) + 3, "")
    if last is not None:
        end = page.text.find("</textarea>", at)
        page.see(last.field, None if end < 0 else unescape(page.text[last.start : end].partition(">")[2]))


def _nested_form(page: Page, one: _Control, chance: Random) -> None:
    page.put(
        one.start,
        one.end,
        chance.choice(
            ("<form>{}</form>", "<form data-form=autre/2024/x>{}</form>", "</form>{}", "<form action=x>{}")
        ).format(one.tag),
    )


def _unknown_element(page: Page, one: _Control, chance: Random) -> None:
    page.put(
        one.start,
        one.end,
        chance.choice(
            (
                "<my-box>{}</my-box>",
                "<svg>{}</svg>",
                "<table><tr><td>{}</table>",
                "<ins>{}</ins>",
                "<iframe>{}</iframe>",
                "<object>{}</object>",
            )
        ).format(one.tag),
    )
    if page.text[one.start : one.start + 7] == "<iframe" and (one.is_on or (one.option is None and one.text)):
        page.see(one.field, None)


def _retyped(page: Page, one: _Control, chance: Random) -> None:
    """A control of another type."""
    kind = chance.choice(("number", "tel", "hidden", "password", "checkbox", "radio", "date", "file", "button", "TEXT"))
    tag = re.sub(r"\stype=\S+?(?=[\s>])", "", one.tag)
    page.put(one.start, one.end, re.sub(r"^<\w+", lambda name: f"{name[0]} type={kind}", tag))
    same = {"radio", "checkbox"} if one.option is not None else {"number", "tel", "TEXT"}
    holds = one.is_on or (one.option is None and one.text)
    if holds and kind not in same and not one.tag.startswith(("<textarea", "<select")):
        page.see(one.field, None)


def _value_and_text(page: Page, one: _Control, chance: Random) -> None:
    """A second value on one tag, of which a browser takes the first."""
    if one.tag.startswith("<input"):
        page.put(one.start, one.end, one.tag[:-1] + ' value="99">' if one.text or one.option else one.tag)


def _struck(page: Page, one: _Control, chance: Random) -> None:
    """The words beside a button struck out."""
    found = re.compile(r"([^<]+)</label>").match(page.text, one.end)
    if found is not None:
        page.put(
            found.start(1),
            found.end(1),
            chance.choice(
                (
                    "<s>{}</s>",
                    "<del>{}</del>",
                    "<strike>{}</strike>",
                    '<span style="text-decoration:line-through">{}</span>',
                    "<mark>{}</mark>",
                )
            ).format(found[1]),
        )
        if one.is_on:
            page.see(one.field, None)


def _of_another(page: Page, chance: Random) -> None:
    new = chance.choice(
        (
            ("data-form=", 'data-form="autre/2024/000000000000" data-x='),
            ("data-form=", "data-x="),
            ("data-copy=", "data-x="),
            ("2024", "2023"),
            ("brest", "caen"),
        )
    )
    page.text = page.text.replace(new[0], new[1], 1)


def _encoded(page: Page, chance: Random) -> None:
    page.encoding = _ENCODINGS[chance.choice(list(_ENCODINGS))]


_ENCODINGS: Mapping[str, Callable[[str], bytes]] = {
    "bom": lambda text: codecs.BOM_UTF8 + text.encode("utf-8", "replace"),
    "utf-16": lambda text: text.encode("utf-16", "replace"),
    "utf-16-be": lambda text: codecs.BOM_UTF16_BE + text.encode("utf-16-be", "replace"),
    "utf-16 without its mark": lambda text: text.encode("utf-16-le", "replace"),
    "cp1252": lambda text: text.encode("cp1252", "xmlcharrefreplace"),
    "cp1252, said": lambda text: text.replace("charset=utf-8", "charset=windows-1252").encode(
        "cp1252", "xmlcharrefreplace"
    ),
    "utf-8, said cp1252": lambda text: text.replace("charset=utf-8", "charset=windows-1252").encode("utf-8", "replace"),
    "ascii": lambda text: text.encode("ascii", "xmlcharrefreplace"),
    "crlf": lambda text: text.replace("\n", "\r\n").encode("utf-8", "replace"),
}

CHANGES: Mapping[str, Change] = {
    "control removed": _on_control(_removed),
    "line removed": _on_control(_removed_with_line),
    "control renamed": _on_control(_renamed),
    "name lost": _on_control(_name_lost),
    "names swapped": _on_control(_names_swapped, among="texts"),
    "control copied": _on_control(_copied),
    "control moved": _on_control(_moved),
    "text typed": _on_control(_typed, among="texts"),
    "box ticked": _on_control(_ticked, among="boxes"),
    "values swapped": _on_control(_options_swapped, among="boxes"),
    "option renamed": _on_control(_option_renamed, among="boxes"),
    "label edited": _on_control(_label_edited, among="boxes"),
    "labels swapped": _on_control(_labels_swapped, among="boxes"),
    "lines swapped": _on_control(_lines_swapped, among="texts"),
    "label struck": _on_control(_struck, among="boxes"),
    "control hidden": _on_control(_hidden),
    "hidden by a rule": _on_control(_hidden_by_rule),
    "question hidden": _on_control(_group_hidden),
    "control disabled": _on_control(_disabled),
    "question disabled": _on_control(_group_disabled),
    "words beside it": _on_control(_written_beside),
    "words edited": _words_edited,
    "script removed": _without(r"<script>.*?</script>"),
    "style removed": _without(r"<style>.*?</style>"),
    "head removed": _without(r"^.*?<main>"),
    "ids removed": _without(r"\sid=[^\s>]+"),
    "data removed": _without(r"\sdata-[a-z]+=(\"[^\"]*\"|[^\s>]*)"),
    "classes removed": _without(r"\sclass=(\"[^\"]*\"|[^\s>]*)"),
    "cut short": _cut,
    "begun late": _begun_late,
    "middle lost": _middle_lost,
    "saved whole": _saved_whole,
    "in a mail": _mailed,
    "tags in capitals": _upper,
    "attributes in capitals": _attributes_upper,
    "quotes added": _requoted,
    "written as xhtml": _as_xhtml,
    "spaces in tags": _respaced,
    "end tag lost": _ends_lost,
    "form nested": _on_control(_nested_form),
    "element around it": _on_control(_unknown_element),
    "type changed": _on_control(_retyped),
    "value told twice": _on_control(_value_and_text),
    "of another form": _of_another,
    "quoted-printable left": _quoted_printable,
    "encoding changed": _encoded,
}
"""Each change by its name."""

LAST = frozenset(
    {
        "hidden by a rule",
        "tags in capitals",
        "attributes in capitals",
        "quotes added",
        "written as xhtml",
        "spaces in tags",
        "quoted-printable left",
        "encoding changed",
        "data removed",
    }
)
"""The changes of the page as a whole, which come after those of its parts."""

FIRST = frozenset({"control removed", "line removed", "middle lost", "begun late", "cut short"})
"""The changes that take parts away, which come before those that put some there."""
