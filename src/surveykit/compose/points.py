"""What is asked of a respondent, point by point: what one cause made on one field is asked once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from surveykit.findings import Finding, Severity
from surveykit.ids import FieldId
from surveykit.words import Slot, Slots, Topic, asked, because, two_texts


class Point(Struct, frozen=True):
    """One point to settle: a question and a field (each None where the point is on more), and what is asked there.

    `findings` are those that it asks about or makes needless to ask about, the gravest first.
    """

    question: str | None
    field: FieldId | None
    requests: tuple[str, ...]
    findings: tuple[Finding, ...]

    @property
    def raw(self) -> str | None:
        """The text received there, each once, None where there is none."""
        return "\n".join(dict.fromkeys(one.raw for one in self.findings if one.raw)) or None

    @property
    def request(self) -> str:
        """All that is asked there."""
        return " ".join(self.requests)

    @property
    def label(self) -> str | None:
        """What the field is called, None where the point is on no one field."""
        return next((str(one.slots["label"]) for one in self.findings if "label" in one.slots), None)


def points_of(findings: Iterable[Finding]) -> tuple[Point, ...]:
    """The points of one return, in the order of their findings; there is none where nothing is to be asked.

    A field has one point. There, findings of one kind are asked about together; where the answer itself has to be told
    again, its doubts are not asked about besides; and an answer that did not come is not asked for where something
    stands beside its place. Where somebody must say which of several files counts, nobody is asked besides whether one
    rightly took the place of another.
    """
    places: dict[object, list[Finding]] = {}
    open_ = [one for one in findings if one.asked is not None]
    undecided = any(_topic(one) is Topic.FILE and one.severity is Severity.ERROR for one in open_)
    for one in open_:
        if not undecided or _topic(one) is not Topic.FILE or one.severity is Severity.ERROR:
            alone = one.asked if one.place.field is None else ""
            places.setdefault((one.place.question, one.place.field, alone), []).append(one)
    return tuple(_point(several) for several in places.values())


def _point(findings: Sequence[Finding]) -> Point:
    place = findings[0].place
    requests = list(dict.fromkeys(_requests(_needed(findings))))
    for why in dict.fromkeys(one.why for one in findings if one.why):
        requests[-1] = because(requests[-1], why)
    return Point(place.question, place.field, tuple(requests), tuple(findings))


def _needed(findings: Sequence[Finding]) -> Sequence[Finding]:
    """Those that must be asked about: the others are settled with them."""
    topics = [_topic(one) for one in findings]
    came = not {Topic.ANSWER, Topic.BESIDE}.isdisjoint(topics)
    doubts = [one for one, topic in zip(findings, topics, strict=True) if topic is Topic.ANSWER]
    again = next((one.code for one in doubts if one.severity is Severity.ERROR), None)
    needless = {Topic.AWAITED: came, Topic.ANSWER: again is not None}
    return [
        one for one, topic in zip(findings, topics, strict=True) if not needless.get(topic, False) or one.code == again
    ]


def _topic(one: Finding) -> Topic:
    known = None if one.ask is not None else two_texts(one.code)
    return Topic.OTHER if known is None else known.topic


def _requests(findings: Sequence[Finding]) -> Iterator[str]:
    """What is asked about each kind of finding, without the reasons."""
    kinds: dict[object, list[Finding]] = {}
    for one in findings:
        kinds.setdefault(one.code if one.ask is None else one.ask, []).append(one)
    for several in kinds.values():
        yield from _requests_of_kind(several)


def _requests_of_kind(several: Sequence[Finding]) -> Iterator[str]:
    """One request about findings of one kind, unless each says for itself what is asked."""
    first = several[0]
    if len(several) == 1 or _topic(first) is Topic.OTHER:
        return (replace(one, why="").asked or "" for one in several)
    shared = _together([one.slots if one.raw is None else {**one.slots, "raw": one.raw} for one in several])
    return iter((asked(first.code, shared, None, first.language) or "",))


def _together(several: Sequence[Slots]) -> Slots:
    """The slots that all of several findings have, each with its value, or with its values where they differ."""
    shared = [name for name in several[0] if all(name in one for one in several)]
    return {name: _values(name, several) for name in shared}


def _values(name: str, several: Sequence[Mapping[str, Slot]]) -> Slot:
    found: list[str | bool] = []
    for one in several:
        value = one[name]
        parts = [value] if isinstance(value, str | bool) else value if not isinstance(value, int) else [str(value)]
        found.extend(part for part in parts if part not in found)
    return found[0] if len(found) == 1 else found
