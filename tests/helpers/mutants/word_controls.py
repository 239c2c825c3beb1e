"""What happens to the content controls, bookmarks and paragraphs of a Word form."""

from __future__ import annotations

import copy
from inspect import isfunction

from lxml import etree

from mutants.word_draft import TICKED, UNTICKED, Change, Draft, NotHere
from surveykit.ids import OptionCode
from surveykit_docx.naming import Key
from word_parts import W14, W, content_of, cut, run, unwrap, xml


def _tag(sdt: etree._Element) -> etree._Element:
    tag = sdt.find(f"{W}sdtPr/{W}tag")
    if tag is None:
        raise NotHere
    return tag


def _is_list(sdt: etree._Element) -> bool:
    return sdt.find(f"{W}sdtPr/{W}dropDownList") is not None


def _swap_values(one: etree._Element, other: etree._Element, name: str) -> None:
    former, latter = str(one.get(name)), str(other.get(name))
    one.set(name, latter)
    other.set(name, former)


def _exchange(one: etree._Element, other: etree._Element) -> None:
    holder = etree.Element("holder")
    one.addprevious(holder)
    other.addprevious(one)
    holder.addnext(other)
    cut(holder)


# Gone, or put elsewhere


def control_removed(draft: Draft) -> None:
    """The control is removed, its bookmark stays."""
    _, sdt = draft.control()
    cut(sdt)


def control_removed_with_bookmark(draft: Draft) -> None:
    key, sdt = draft.control()
    for mark in draft.bookmark(key):
        cut(mark)
    cut(sdt)


def content_removed(draft: Draft) -> None:
    _, sdt = draft.control()
    cut(content_of(sdt))


def content_emptied(draft: Draft) -> None:
    """Nothing is left in the control: no answer in a text box, no sign where a box was ticked."""
    key, sdt = draft.control()
    if key.option is not None:
        draft.doubt(key)
    else:
        draft.see(key, "")
    content_of(sdt)[:] = []


def content_twice(draft: Draft) -> None:
    """Two contents in one control."""
    key, sdt = draft.filled()
    twin = copy.deepcopy(content_of(sdt))
    twin[:] = xml(run("7" if draft.text(key) != "7" else "8"))
    sdt.append(twin)
    draft.doubt(key)


def unwrapped(draft: Draft) -> None:
    """The control becomes plain text within its bookmark."""
    key, sdt = draft.control()
    unwrap(sdt)
    draft.close(key)


def unwrapped_without_bookmark(draft: Draft) -> None:
    key, sdt = draft.control()
    for mark in draft.bookmark(key):
        cut(mark)
    unwrap(sdt)
    draft.close(key)


def every_control_unwrapped(draft: Draft) -> None:
    """Another program made all controls plain text."""
    for sdt in list(draft.root.iter(f"{W}sdt")):
        if len(sdt.findall(f"{W}sdtContent")) == 1:
            unwrap(sdt)


def contents_swapped(draft: Draft) -> None:
    """Two answers are exchanged: each control has the words of the other."""
    (one, first), (other, second) = draft.two(alike=True)
    if draft.is_filled(one) and draft.is_filled(other) and not _is_list(first):
        former, latter = draft.text(one), draft.text(other)
        if former and latter:
            draft.write(one, first, run(latter))
            draft.write(other, second, run(former))
            draft.see(one, latter)
            draft.see(other, former)


def controls_swapped(draft: Draft) -> None:
    """Two controls are exchanged between the labels that they stand beside; bookmarks stay."""
    (one, first), (other, second) = draft.two()
    here, there = draft.text(one), draft.text(other)
    _exchange(first, second)
    draft.see(one, there)
    draft.see(other, here)
    draft.close(one, other)


def tags_swapped(draft: Draft) -> None:
    """Two controls stay where they are, and have the tag of one another."""
    (one, first), (other, second) = draft.two()
    _swap_values(_tag(first), _tag(second), f"{W}val")
    draft.close(one, other)


def bookmarks_swapped(draft: Draft) -> None:
    (one, _), (other, _) = draft.two()
    _swap_values(draft.bookmark(one)[0], draft.bookmark(other)[0], f"{W}name")
    draft.close(one, other)


def boxes_swapped(draft: Draft) -> None:
    """The boxes of two options of one list are exchanged between their labels."""
    key, sdt = draft.box()
    other, second = draft.control(lambda one, _: one.field == key.field and one.option != key.option)
    ticked = draft.ticked(key)
    _exchange(sdt, second)
    names = {key.option: other.option, other.option: key.option}
    draft.see(key, frozenset(OptionCode(str(names.get(one, one))) for one in ticked))
    draft.close(key)


def copied_over(draft: Draft) -> None:
    """A control is copied with its answer over another one, whose bookmark stays."""
    _copy_over(draft, bookmark=True)


def copied_over_all(draft: Draft) -> None:
    """The same, and the other one's bookmark goes too."""
    _copy_over(draft, bookmark=False)


def _copy_over(draft: Draft, *, bookmark: bool) -> None:
    (one, first), (other, second) = draft.two()
    if not bookmark:
        for mark in draft.bookmark(other):
            cut(mark)
    second.addprevious(copy.deepcopy(first))
    cut(second)
    draft.see(other, draft.text(one))
    draft.close(one, other)


def copied_beside(draft: Draft) -> None:
    """A control is copied into the paragraph of another question, which holds its own answer too."""
    (one, first), (other, second) = draft.two()
    second.addnext(copy.deepcopy(first))
    draft.see(other, draft.text(other) + draft.text(one))
    draft.close(one, other)


def copied_and_retyped(draft: Draft) -> None:
    """A control is there twice, with two answers."""
    key, sdt = draft.filled()
    twin = copy.deepcopy(sdt)
    content_of(twin)[:] = xml(run("Tout autre chose"))
    sdt.addnext(twin)
    draft.see(key, f"{draft.text(key)}Tout autre chose")
    draft.close(key)


def nested(draft: Draft) -> None:
    """A control is put into another one, after its answer."""
    (one, first), (other, second) = draft.two()
    content_of(second).append(first)
    draft.see(other, draft.text(other) + draft.text(one))
    draft.see(one, "")
    draft.close(one, other)


def nested_in_its_twin(draft: Draft) -> None:
    """A control is held by another one with the same tag."""
    key, sdt = draft.control()
    twin = copy.deepcopy(sdt)
    content_of(twin)[:] = []
    sdt.addprevious(twin)
    content_of(twin).append(sdt)
    draft.close(key)


def nested_without_tag(draft: Draft) -> None:
    """A program puts a control of its own around, or inside, another one."""
    _, sdt = draft.control()
    if draft.random.random() < 0.5:
        holder = xml("<w:sdt><w:sdtPr><w:id w:val='7'/></w:sdtPr><w:sdtContent/></w:sdt>")[0]
        sdt.addprevious(holder)
        content_of(holder).append(sdt)
    else:
        held = list(content_of(sdt))
        holder = xml("<w:sdt><w:sdtPr><w:id w:val='7'/></w:sdtPr><w:sdtContent/></w:sdt>")[0]
        content_of(sdt)[:] = [holder]
        content_of(holder)[:] = held


# What a control says of itself


def tag_removed(draft: Draft) -> None:
    _, sdt = draft.control()
    cut(_tag(sdt))


def tag_renamed(draft: Draft) -> None:
    _, sdt = draft.control()
    tag = _tag(sdt)
    name = str(tag.get(f"{W}val"))
    renamed = (f"{name}_2", name.upper(), "sk.", "texte1", f"sk_{name}", f"{name}#autre", f" {name}", "x" * 65)
    tag.set(f"{W}val", draft.one_of(renamed))


def properties_changed(draft: Draft) -> None:
    """Alias, lock, identifier, appearance: nothing that an answer rests on."""
    _, sdt = draft.control()
    properties = sdt.find(f"{W}sdtPr")
    if properties is None:
        return
    kind = draft.one_of(("alias", "lock", "id", "shuffled", "unlocked"))
    if kind == "shuffled":
        children = list(properties)
        draft.random.shuffle(children)
        properties[:] = children
    for one in properties.findall(f"{W}{kind}") if kind in {"alias", "id"} else ():
        one.set(f"{W}val", "12345")
    for one in properties.findall(f"{W}lock") if kind in {"lock", "unlocked"} else ():
        one.set(f"{W}val", "contentLocked" if kind == "lock" else "unlocked")


def properties_removed(draft: Draft) -> None:
    """A control loses all that it says of itself; its bookmark stays."""
    key, sdt = draft.words()
    properties = sdt.find(f"{W}sdtPr")
    if properties is not None:
        cut(properties)
    draft.close(key)


def tag_twice(draft: Draft) -> None:
    """A control says two tags: that of another field too."""
    (one, first), (other, second) = draft.two()
    twin = copy.deepcopy(_tag(second))
    if draft.random.random() < 0.5:
        _tag(first).addnext(twin)
    else:
        _tag(first).addprevious(twin)
    draft.close(one, other)


def prompt_flag(draft: Draft) -> None:
    """A control says that it shows its placeholder when it shows an answer, or the other way round."""
    _key, sdt = draft.words()
    properties = sdt.find(f"{W}sdtPr")
    flags = sdt.findall(f"{W}sdtPr/{W}showingPlcHdr")
    if flags:
        for flag in flags:
            cut(flag)
    elif properties is not None:
        properties.append(xml("<w:showingPlcHdr/>")[0])


def kind_changed(draft: Draft) -> None:
    """A control becomes another kind: a date, a box to combine, a picture, a group, a box to tick."""
    key, sdt = draft.words()
    properties = sdt.find(f"{W}sdtPr")
    if properties is None:
        return
    for name in ("dropDownList", "text"):
        for one in properties.findall(f"{W}{name}"):
            cut(one)
    kinds = (
        '<w:date w:fullDate="2012-01-01T00:00:00Z"/>',
        '<w:comboBox w:lastValue="3"><w:listItem w:displayText="3" w:value="3"/></w:comboBox>',
        "<w:text/>",
        "<w:richText/>",
        "<w:group/>",
        '<w14:checkbox><w14:checked w14:val="1"/></w14:checkbox>',
    )
    properties.append(xml(draft.one_of(kinds))[0])
    draft.close(key)


def list_changed(draft: Draft) -> None:
    """The entries of a list say other values, or another is recorded as the last chosen; the text stays."""
    _, sdt = draft.listed()
    listed = sdt.find(f"{W}sdtPr/{W}dropDownList")
    assert listed is not None
    kind = draft.one_of(("lastValue", "values", "removed", "shuffled"))
    items = list(listed)
    if kind == "lastValue":
        listed.set(f"{W}lastValue", str(draft.one_of(items).get(f"{W}value")))
    elif kind == "values":
        values = [str(item.get(f"{W}value")) for item in items]
        for item, value in zip(items, reversed(values), strict=True):
            item.set(f"{W}value", value)
    elif kind == "removed":
        listed[:] = []
    else:
        draft.random.shuffle(items)
        listed[:] = items


def list_retyped(draft: Draft) -> None:
    """Another entry of a list is chosen."""
    key, sdt = draft.listed()
    listed = sdt.find(f"{W}sdtPr/{W}dropDownList")
    assert listed is not None
    entry = str(draft.one_of(list(listed)).get(f"{W}displayText"))
    draft.write(key, sdt, run(entry))
    draft.see(key, entry)


# Boxes


def state_flipped(draft: Draft) -> None:
    """The state that a box records changes, and not what it shows."""
    key, sdt = draft.box()
    draft.tick(key, sdt, state=key.option not in draft.ticked(key))


def sign_flipped(draft: Draft) -> None:
    """What a box shows changes, and not the state that it records."""
    key, sdt = draft.box()
    _flip(draft, key, sdt)


def box_flipped(draft: Draft) -> None:
    """A box is ticked or unticked."""
    key, sdt = draft.box()
    draft.tick(key, sdt, state=key.option not in draft.ticked(key))
    _flip(draft, key, sdt)


def _flip(draft: Draft, key: Key, sdt: etree._Element) -> None:
    assert key.option is not None
    ticked = draft.ticked(key)
    draft.tick(key, sdt, sign=UNTICKED if key.option in ticked else TICKED)
    if key.field not in draft.doubted:
        draft.see(key, ticked ^ {key.option})


def box_states(draft: Draft) -> None:
    """The state of a box is recorded twice, in another namespace, or not at all."""
    key, sdt = draft.box()
    checked = next(sdt.iter(f"{W14}checked"), None)
    if checked is None:
        return
    kind = draft.one_of(("twice", "other namespace", "gone", "no box"))
    if kind == "twice":
        twin = copy.deepcopy(checked)
        twin.set(f"{W14}val", "1" if checked.get(f"{W14}val") == "0" else "0")
        checked.addnext(twin)
    elif kind == "other namespace":
        state = str(checked.get(f"{W14}val"))
        checked.addnext(xml(f'<w14:checked w:val="{state}"/>')[0])
        cut(checked)
    elif kind == "gone":
        cut(checked)
    else:
        box = checked.getparent()
        assert box is not None
        cut(box)
    draft.close(key)


def sign_in_symbols(draft: Draft) -> None:
    """A box shows a sign of a symbol font, by its code or by the font of its run."""
    key, sdt = draft.box()
    is_ticked = key.option in draft.ticked(key)
    font, char = ("Wingdings", "FE" if is_ticked else "A8")
    if draft.random.random() < 0.5:
        inner = f'<w:r><w:sym w:font="{font}" w:char="F0{char}"/></w:r>'
    else:
        inner = run(chr(int(char, 16)), f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>')
    draft.write(key, sdt, inner)


# Bookmarks and paragraphs


def bookmark_removed(draft: Draft) -> None:
    key, _ = draft.control()
    for mark in draft.bookmark(key):
        cut(mark)


def bookmark_half(draft: Draft) -> None:
    """A bookmark loses its start, or its end."""
    key, _ = draft.control()
    start, end = draft.bookmark(key)
    cut(draft.one_of((start, end)))


def bookmark_stretched(draft: Draft) -> None:
    """A bookmark begins earlier or ends later than its control: in a paragraph further off."""
    key, sdt = draft.control()
    start, end = draft.bookmark(key)
    paragraph = draft.paragraph(sdt)
    if draft.random.random() < 0.5:
        other = paragraph.getprevious()
        if other is not None:
            other.append(start)
    else:
        other = paragraph.getnext()
        if other is not None:
            other.insert(0, end)


def bookmark_doubled(draft: Draft) -> None:
    """The start of a bookmark is there twice, the second time around another control or in the same place."""
    (one, _), (_, second) = draft.two()
    start, end = draft.bookmark(one)
    twins = copy.deepcopy(start), copy.deepcopy(end)
    for mark in twins:
        mark.set(f"{W}id", "98765")
    if draft.random.random() < 0.5:
        start.addprevious(twins[0])
    else:
        second.addprevious(twins[0])
        second.addnext(twins[1])


def every_bookmark_removed(draft: Draft) -> None:
    """A program drops all bookmarks."""
    for mark in [*draft.root.iter(f"{W}bookmarkStart"), *draft.root.iter(f"{W}bookmarkEnd")]:
        cut(mark)


def every_tag_removed(draft: Draft) -> None:
    """A program drops all tags."""
    for tag in list(draft.root.iter(f"{W}tag")):
        cut(tag)


def heading_unmarked(draft: Draft) -> None:
    """The bookmark of a question's heading goes."""
    marks = [one for one in draft.root.iter(f"{W}bookmarkStart") if str(one.get(f"{W}name")).startswith("skq_")]
    cut(draft.one_of(marks))


def paragraph_moved(draft: Draft) -> None:
    """An answer moves with its label to another place of the form."""
    (_, first), (_, second) = draft.two()
    paragraph, there = draft.paragraph(first), draft.paragraph(second)
    if paragraph is not there:
        there.addnext(paragraph)


def labels_exchanged(draft: Draft) -> None:
    """The words for two boxes of one list, or for two fields, change places; the controls stay."""
    key, sdt = draft.box() if draft.random.random() < 0.5 else draft.words()
    one = draft.paragraph(sdt)
    same_look = [
        (other, paragraph)
        for other, place in draft.places()
        if (paragraph := draft.paragraph(place)) is not one
        and _style(paragraph) == _style(one)
        and (other.option is None) == (key.option is None)
    ]
    other, paragraph = draft.one_of(same_look)
    first, second = (_label(each, boxes=key.option is not None) for each in (one, paragraph))
    if first.text == second.text:
        raise NotHere
    first.text, second.text = second.text, first.text
    draft.must_tell(key)
    draft.must_tell(other)
    draft.close(key, other)


def _style(paragraph: etree._Element) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if style is None else str(style.get(f"{W}val"))


def _label(paragraph: etree._Element, *, boxes: bool) -> etree._Element:
    """The words of a line that stand before its first control, or after it for a box."""
    here = [one for one in paragraph if one.tag in {f"{W}r", f"{W}sdt"}]
    at = next((rank for rank, one in enumerate(here) if one.tag == f"{W}sdt"), None)
    if at is None:
        raise NotHere
    words = [one.find(f"{W}t") for one in (here[at:] if boxes else here[:at]) if one.tag == f"{W}r"]
    said = [one for one in words if one is not None and (one.text or "").strip()]
    if not said:
        raise NotHere
    return said[0]


def paragraph_copied(draft: Draft) -> None:
    """The paragraph of an answer is there twice, its bookmark too."""
    key, sdt = draft.control()
    paragraph = draft.paragraph(sdt)
    paragraph.addnext(copy.deepcopy(paragraph))
    draft.close(key)


def paragraph_removed(draft: Draft) -> None:
    """A paragraph goes: with an answer, or only with words of the form."""
    cut(draft.one_of(list(draft.root.iter(f"{W}p"))))


def paragraphs_removed(draft: Draft) -> None:
    """Some consecutive paragraphs of the form go, as when pages are taken out."""
    body = draft.root.find(f"{W}body")
    assert body is not None
    children = list(body)[:-1]
    start = draft.random.randrange(max(1, len(children)))
    for one in children[start : start + draft.random.randint(2, 40)]:
        cut(one)


def paragraphs_joined(draft: Draft) -> None:
    """The paragraph of an answer is joined with the next one."""
    _, sdt = draft.control()
    paragraph = draft.paragraph(sdt)
    following = paragraph.getnext()
    if following is not None and following.tag == f"{W}p":
        paragraph.extend(one for one in list(following) if one.tag != f"{W}pPr")
        cut(following)


def typed_beside(draft: Draft) -> None:
    """Words are typed after a control, outside it."""
    key, sdt = draft.control()
    if draft.random.random() < 0.5:
        sdt.addnext(xml(run("à confirmer"))[0])
    else:
        draft.bookmark(key)[1].addnext(xml(run("à confirmer"))[0])
    draft.must_tell(key, "à confirmer")


def answered_beside(draft: Draft) -> None:
    """An answer is cut out of its control and typed after it."""
    key, sdt = draft.filled()
    text = draft.text(key)
    if text:
        content_of(sdt)[:] = []
        draft.bookmark(key)[1].addnext(xml(run(text))[0])
        draft.doubt(key)


def mark_beside_box(draft: Draft) -> None:
    """An X is typed beside a box, before or after its label, or in a paragraph of its own."""
    key, sdt = draft.box()
    paragraph = draft.paragraph(sdt)
    where = draft.one_of(("before", "after", "alone"))
    if where == "before":
        sdt.addprevious(xml(run("X "))[0])
    elif where == "after":
        paragraph.append(xml(run(" X"))[0])
    else:
        paragraph.addnext(xml(f"<w:p>{run('X')}</w:p>")[0])
    if where != "before" or key.option not in draft.ticked(key):
        draft.must_tell(key)


CHANGES: tuple[Change, ...] = tuple(
    one for name, one in list(globals().items()) if isfunction(one) and one.__module__ == __name__ and name[0] != "_"
)
"""Every change of this module."""
