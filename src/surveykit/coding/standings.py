"""Which reading of each text counts, and which texts wait for one.

A reading stands for as long as the text is, to the letter, the one that was read; of the readings of one coder the
latest counts. A text has a reading that counts when one is reconciled, or when all coders who read it found the same
themes. A question with a text on which coders differ is not counted at all: to leave out only the texts in dispute
would leave out those that are hard to class, and bias the rest.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from surveykit.brief import Discreet, number_of
from surveykit.coded import Place, Quotable, Reading, RecordedCoding, WrittenText
from surveykit.ids import FieldId, OptionCode, RespondentCode
from surveykit.model import Frames, Survey, declared_frames


class Dispute(Discreet, frozen=True):
    """A text of which coders found different themes: what each found, by name, in the order of the names."""

    text: WrittenText
    found: Mapping[str, frozenset[OptionCode]]

    def _counts(self) -> str:
        return f"of {number_of(len(self.found), 'coder')}"


class FieldStanding(Discreet, frozen=True):
    """The state of one coded field: its themes, texts and readings.

    `frame` holds the themes: the `declared` ones, then those that coders added. `by_coder` are the readings that stand,
    by respondent; `counted` the reading that counts of each text that has one. `changed` are the texts that were coded
    and have changed since, `waiting` those that nobody has read; neither is in a figure.
    """

    field: FieldId
    declared: frozenset[OptionCode]
    frame: Mapping[OptionCode, str]
    texts: tuple[WrittenText, ...]
    by_coder: Mapping[RespondentCode, Mapping[str, Reading]]
    reconciled: Mapping[RespondentCode, Reading]
    counted: Mapping[RespondentCode, Reading]
    quotations: tuple[Quotable, ...]
    disputes: tuple[Dispute, ...]
    changed: tuple[WrittenText, ...]
    waiting: tuple[WrittenText, ...]

    @property
    def is_counted(self) -> bool:
        """Whether the themes of the field may be counted."""
        return bool(self.counted) and not self.disputes

    def _counts(self) -> str:
        return f"of {self.field}: {number_of(len(self.texts), 'text')}, {number_of(len(self.disputes), 'dispute')}"


class Standing(Discreet, frozen=True):
    """The state of each coded field, in the order of the questions."""

    fields: tuple[FieldStanding, ...]

    def __getitem__(self, field: FieldId) -> FieldStanding:
        return next(one for one in self.fields if one.field == field)

    @property
    def counted(self) -> tuple[FieldStanding, ...]:
        """The fields whose themes may be counted."""
        return tuple(one for one in self.fields if one.is_counted)

    @property
    def frames(self) -> Frames:
        """The themes in use of the fields that are counted: the declared ones, and those added that a reading has."""
        return {one.field: _in_use(one) for one in self.counted}

    def _counts(self) -> str:
        return f"of {number_of(len(self.fields), 'field')}: {len(self.counted)} counted"


def coded_fields(survey: Survey) -> tuple[FieldId, ...]:
    """The fields that have a code frame, in the order of the questions."""
    declared = declared_frames(survey.coding)
    return tuple(field.code for field in survey.fields() if field.code in declared)


def standing(survey: Survey, texts: Iterable[WrittenText], codings: Iterable[RecordedCoding]) -> Standing:
    """The state of each coded field, from the current texts and every recorded coding, oldest first."""
    acts = sorted(codings, key=lambda one: one.id)
    written: defaultdict[FieldId, list[WrittenText]] = defaultdict(list)
    for one in sorted(texts, key=lambda one: one.respondent):
        written[one.field].append(one)
    declared = declared_frames(survey.coding)
    frames = {field: dict(themes) for field, themes in declared.items()}
    for act in acts:
        for field, added in act.coding.added.items():
            for code, label in added.items():
                frames[field].setdefault(code, label)
    latest = _latest(acts)
    return Standing(
        tuple(_field(field, declared[field], frames[field], written[field], latest) for field in coded_fields(survey))
    )


_Latest = Mapping[Place, tuple[Mapping[str, Reading], Reading | None]]


def _latest(acts: Iterable[RecordedCoding]) -> _Latest:
    """By text, the latest reading of each coder and the latest reconciled one."""
    coders: dict[Place, dict[str, Reading]] = {}
    settled: dict[Place, Reading] = {}
    for act in acts:
        for one in act.coding.readings:
            if act.coding.reconciled:
                settled[one.place] = one
            else:
                coders.setdefault(one.place, {})[act.coding.coder] = one
    return {place: (coders.get(place, {}), settled.get(place)) for place in (*coders, *settled)}


def _field(
    field: FieldId,
    declared: Iterable[OptionCode],
    frame: Mapping[OptionCode, str],
    texts: list[WrittenText],
    latest: _Latest,
) -> FieldStanding:
    by_coder: dict[RespondentCode, Mapping[str, Reading]] = {}
    reconciled: dict[RespondentCode, Reading] = {}
    changed: list[WrittenText] = []
    waiting: list[WrittenText] = []
    for one in texts:
        if one.place not in latest:
            waiting.append(one)
            continue
        coders, settled = latest[one.place]
        by_coder[one.respondent] = _that_stand(coders, one.text)
        if settled is not None and settled.text == one.text:
            reconciled[one.respondent] = settled
        elif not by_coder[one.respondent]:
            (changed if coders or settled else waiting).append(one)
    read = (text for text in texts if text.respondent in by_coder and text.respondent not in reconciled)
    disputes = [one for text in read for one in _dispute(text, by_coder)]
    counted = {who: found for who in by_coder if (found := _counted(who, by_coder, reconciled)) is not None}
    return FieldStanding(
        field=field,
        declared=frozenset(declared),
        frame=frame,
        texts=tuple(texts),
        by_coder=by_coder,
        reconciled=reconciled,
        counted=counted,
        quotations=tuple(_quotations(counted, by_coder, reconciled)),
        disputes=tuple(disputes),
        changed=tuple(changed),
        waiting=tuple(waiting),
    )


def _that_stand(coders: Mapping[str, Reading], text: str) -> Mapping[str, Reading]:
    """The readings of a text, by the coders' names in order, that were made of it as it is now."""
    return {name: coders[name] for name in sorted(coders) if coders[name].text == text}


_ByCoder = Mapping[RespondentCode, Mapping[str, Reading]]


def _dispute(text: WrittenText, by_coder: _ByCoder) -> Iterator[Dispute]:
    found = {name: one.themes for name, one in by_coder[text.respondent].items()}
    if len(set(found.values())) > 1:
        yield Dispute(text, found)


def _counted(who: RespondentCode, by_coder: _ByCoder, reconciled: Mapping[RespondentCode, Reading]) -> Reading | None:
    if who in reconciled:
        return reconciled[who]
    readings = [*by_coder[who].values()]
    return readings[0] if len({one.themes for one in readings}) == 1 else None


def _quotations(
    counted: Mapping[RespondentCode, Reading], by_coder: _ByCoder, reconciled: Mapping[RespondentCode, Reading]
) -> Iterator[Quotable]:
    """The passages cleared by the readings that count, each once, in an order that says nothing of who wrote them."""
    found = {
        (one.quotation.text, one.quotation.cleared_by): one.quotation
        for who in counted
        for one in ([reconciled[who]] if who in reconciled else by_coder[who].values())
        if one.quotation is not None
    }
    seen: set[str] = set()
    for _, quotation in sorted(found.items()):
        if quotation.text not in seen:
            seen.add(quotation.text)
            yield quotation


def _in_use(one: FieldStanding) -> Mapping[OptionCode, str]:
    used = {code for reading in one.counted.values() for code in reading.themes}
    return {code: label for code, label in one.frame.items() if code in used or code in one.declared}
