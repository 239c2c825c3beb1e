"""What speaks of who answered beside the form itself: its file's name, its contact block, who sent it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from surveykit.collect.codes import Code, Note, note
from surveykit.collect.people import People, Phrase, words_in
from surveykit.ids import RespondentCode
from surveykit.texts import canonical, squeezed, visible

_READ = 10_000
"""Characters of the contact block, and of an address line, that are looked at."""
_AROUND = " \t\r\n<>()[]{}\"',;:"
_SHARED_DOMAINS = frozenset((
    "aliceadsl", "aol", "bbox", "club", "free", "gmail", "gmx", "googlemail", "hotmail", "icloud", "laposte", "live",
    "mac", "mail", "me", "msn", "neuf", "numericable", "orange", "outlook", "pm", "posteo", "proton", "protonmail",
    "sfr", "tuta", "tutanota", "voila", "wanadoo", "web", "yahoo", "yandex", "ymail", "zoho",
))  # fmt: skip
"""What stands before the last label of the domains where anybody has an address: they tell nobody's name."""


class Envelope(Struct, frozen=True):
    """What a return came in: the name of its file, and who sent it (`A. Martin <a.martin@ville.example>`).

    Each is empty when nobody knows it. The folders before the name of the file are no part of it.
    """

    file_name: str = ""
    sender: str = ""


class Testimony(Struct, frozen=True):
    """What one thing says of who answered: its kind, and the respondents that it names, each in its own words.

    The kind is the name of the slot of the sentence that quotes it: `file_name`, `email`, `contact` or `sender`.
    """

    kind: str
    named: Mapping[RespondentCode, tuple[str, Phrase]]

    @property
    def one(self) -> RespondentCode | None:
        """The respondent that it names, None when it names nobody or several."""
        return next(iter(self.named)) if len(self.named) == 1 else None

    def against(self, people: People, holder: RespondentCode) -> RespondentCode | None:
        """The one respondent that it names in the place of the holder; None when the words may mean the holder."""
        other = self.one
        if other is None or other == holder or people.may_mean(self.named[other][1], holder):
            return None
        return other

    def quote(self, code: RespondentCode) -> str:
        """The words in which it names a respondent."""
        return self.named[code][0]


def testimonies(people: People, envelope: Envelope, contact: Iterable[str]) -> tuple[Testimony, ...]:
    """What is said beside the form: by the name of the file, by the lines of the contact block, by the sender."""
    lines = [line[:_READ] for line in contact]
    found = (
        Testimony("file_name", _in_text(people, _stem(envelope.file_name), _plain(envelope.file_name))),
        Testimony("email", _in_addresses(people, lines)),
        Testimony("contact", _in_lines(people, lines)),
        Testimony("sender", _of_sender(people, envelope.sender[:_READ])),
    )
    return tuple(one for one in found if one.named)


def disagreements(people: People, holder: RespondentCode, told: Sequence[Testimony]) -> Iterator[Note]:
    """A note for each other respondent that something names, with all that names it."""
    against: dict[RespondentCode, list[Testimony]] = {}
    for one in told:
        other = one.against(people, holder)
        if other is not None:
            against.setdefault(other, []).append(one)
    for other, (first, *more) in against.items():
        slots = {first.kind: first.quote(other), "holder": people.name(holder), "other": people.name(other)}
        yield note(Code.ANOTHER_NAMED, **slots, also=[one.quote(other) for one in more] or None)


def unknown_copy(people: People, survey: str, told: Sequence[Testimony]) -> Note:
    """The note of a file that does not say whose it is, with the respondent on which all that speaks agrees."""
    speaking = [one for one in told if one.one is not None]
    codes = {one.one for one in speaking}
    code = codes.pop() if len(codes) == 1 else None
    if code is None:
        return note(Code.COPY_UNKNOWN)
    texts = list(dict.fromkeys(one.quote(code) for one in speaking))
    return note(Code.COPY_UNKNOWN, name=people.name(code), respondent=code, texts=texts, survey=survey)


_Named = dict[RespondentCode, tuple[str, Phrase]]


def _in_text(people: People, text: str, quote: str) -> _Named:
    return {code: (quote, phrase) for code, phrase in people.named_in(text).items()}


def _stem(file_name: str) -> str:
    """The name of a file without its folders and its suffix."""
    own = _own_name(file_name)
    return own.rpartition(".")[0] or own


def _own_name(file_name: str) -> str:
    return file_name.replace("\\", "/").rpartition("/")[2]


def _plain(file_name: str) -> str:
    return _quotable(_own_name(file_name))


def _quotable(text: str) -> str:
    return squeezed(canonical(visible(text)))


def _in_lines(people: People, lines: Sequence[str]) -> _Named:
    """Who is named in the lines of the contact block, their addresses aside."""
    found: _Named = {}
    for line in lines:
        words = " ".join(word for word in line.split() if "@" not in word)
        for code, said in _in_text(people, words, _quotable(line)).items():
            found.setdefault(code, said)
    return found


def _in_addresses(people: People, lines: Iterable[str]) -> _Named:
    """Who is named by the mail addresses in some lines."""
    found: _Named = {}
    for line in lines:
        for word in line.split():
            if "@" in word:
                for code, said in _of_address(people, word.strip(_AROUND)).items():
                    found.setdefault(code, said)
    return found


def _of_address(people: People, address: str) -> _Named:
    """Who is named by an address: known in the definition, or by its domain, or by what stands before it."""
    own, _, domain = address.lower().rpartition("@")
    if (code := people.addresses.get(address.lower())) is not None:
        return {code: (_quotable(address), tuple(words_in(address)))}
    shared = not _SHARED_DOMAINS.isdisjoint(domain.split(".")[-2:-1])
    return ({} if shared else _of_domain(people, domain, address)) or _in_text(people, own, _quotable(address))


def _of_domain(people: People, domain: str, address: str) -> _Named:
    """Who alone has addresses of a domain, else who is named by its words, the last one (`fr`, `re`) aside."""
    quote, labels = _quotable(address), domain.split(".")
    for first in range(max(0, len(labels) - 4), len(labels) - 1):
        known = people.domains.get(".".join(labels[first:]))
        if known is not None:
            return {known: (quote, tuple(words_in(domain)))}
    return _in_text(people, " ".join(labels[:-1]), quote)


def _of_sender(people: People, sender: str) -> _Named:
    """Who is named by the address of a sender, else by the name before it."""
    return _in_addresses(people, [sender]) or _in_lines(people, [sender])
