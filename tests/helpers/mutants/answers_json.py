"""A file of answers in JSON, changed as programs, editors and mails change one."""

from __future__ import annotations

import codecs
import json
from collections.abc import Callable, Mapping
from functools import cache
from random import Random

from msgspec import Struct, field

from mutants.paper import drawn, filled_forms
from mutants.verdict import RESPONDENT, Mutant, Seen, Trial
from surveykit.ids import FieldId, FormRef
from surveykit.interchange import to_json_object
from surveykit.model import Survey
from surveykit.responses import Response

Pairs = list[tuple[str, object]]
"""An object as its pairs: a key may stand twice."""

_SECTIONS = ("section_1", "q1", "Activité")
_OWN = {"survey", "edition", "form", "answers", "simulated"}


class _Raw(Struct, frozen=True):
    """A value as it is to be written, which need not be JSON."""

    text: str


class Answers(Struct):
    """A file of answers while it is changed: its object, and what is done to its text and its bytes at the end."""

    whole: Pairs
    sees: dict[FieldId, Seen] = field(default_factory=dict)
    texts: list[Callable[[str], str]] = field(default_factory=list)
    renamed: bool = False
    encoding: Callable[[str], bytes] = lambda text: text.encode("utf-8", "surrogatepass")

    def pairs(self, key: str = "answers") -> Pairs:
        """The pairs of an object in the file, empty when it is not there any more."""
        held = next((value for name, value in self.whole if name == key), None)
        return held if isinstance(held, list) and all(isinstance(one, tuple) for one in held) else []

    def data(self) -> bytes:
        """The file."""
        text = _written(self.whole)
        for change in self.texts:
            text = change(text)
        return self.encoding(text)


def _object(value: object) -> object:
    return [(key, _object(one)) for key, one in value.items()] if isinstance(value, dict) else value


def _written(value: object) -> str:
    """A value as JSON; an object is a list of pairs."""
    if isinstance(value, _Raw):
        return value.text
    if isinstance(value, list) and value and all(isinstance(one, tuple) for one in value):
        return "{" + ",\n ".join(f"{json.dumps(key, ensure_ascii=False)}: {_written(one)}" for key, one in value) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_written, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def _file(survey: Survey, response: Response) -> bytes:
    """The answers as the form on the screen saves them."""
    held = to_json_object(survey, response)
    ref = survey.ref
    contact = {line.code: response.contact.get(line.code) for line in survey.contact}
    whole = {**held, "contact": contact, "form": str(FormRef(ref.survey, ref.edition, ref.digest))}
    return json.dumps(whole, ensure_ascii=False, indent=1).encode()


@cache
def trials() -> tuple[Trial, ...]:
    """The forms that are changed."""
    return filled_forms(_file, "reponses.json")


def mutant(trial: Trial, seed: int, wanted: str | None = None) -> Mutant:
    """A changed file, and what is seen in it; `wanted` is one of the changes, if not every one is."""
    chance = Random(seed)
    answers = Answers(_object(json.loads(trial.data)))
    names = drawn(CHANGES, chance, wanted)
    for name in names:
        CHANGES[name](answers, chance)
    return Mutant(answers.data(), answers.sees, changes=names)


Change = Callable[[Answers, Random], None]


def _at(answers: Answers, chance: Random) -> tuple[Pairs, int] | None:
    """The place of an answer, among the answers or the contact lines."""
    pairs = answers.pairs("contact") if chance.random() < 0.1 else answers.pairs()
    places = [at for at, (key, _) in enumerate(pairs) if key not in _SECTIONS]
    return (pairs, chance.choice(places)) if places else None


def _on_answer(change: Callable[[Answers, Pairs, int, Random], None]) -> Change:
    def on_it(answers: Answers, chance: Random) -> None:
        place = _at(answers, chance)
        if place is not None:
            change(answers, *place, chance)

    return on_it


def _is_blank(value: object) -> bool:
    return value is None or value in ("", [])


def _removed(answers: Answers, pairs: Pairs, at: int, chance: Random) -> None:
    """A key that is absent says that there is no answer."""
    key, _ = pairs.pop(at)
    left = [value for name, held in answers.whole if isinstance(held, list) for value in _held(held, key)]
    answers.sees[FieldId(key)] = _seen(left[0]) if len(left) == 1 else None if left else ""


def _held(pairs: list[object], key: str) -> list[object]:
    return [one[1] for one in pairs if isinstance(one, tuple) and one[0] == key]


def _nulled(answers: Answers, pairs: Pairs, at: int, chance: Random) -> None:
    pairs[at] = pairs[at][0], chance.choice((None, "", []))
    answers.sees[FieldId(pairs[at][0])] = ""


def _renamed(answers: Answers, pairs: Pairs, at: int, chance: Random) -> None:
    key, value = pairs[at]
    if key in answers.sees:
        return
    new = chance.choice(
        (
            key.upper(),
            key + " ",
            " " + key,
            key.replace("_", "-"),
            key[:-1],
            key + "_2",
            "\u200b" + key,
            key.replace("a", "а"),
            "form1." + key,
            key.title(),
        )
    )
    pairs[at] = new, value
    answers.renamed = True


def _retold(answers: Answers, pairs: Pairs, at: int, chance: Random) -> None:
    """A key once more, with the value of another, before or after its own."""
    key, value = pairs[at]
    other = chance.choice(pairs)[1]
    pairs.insert(chance.randrange(len(pairs) + 1), (key, other))
    if other != value and not (_is_blank(other) and _is_blank(value)):
        answers.sees[FieldId(key)] = None


def _told_twice(answers: Answers, pairs: Pairs, at: int, chance: Random) -> None:
    pairs.insert(chance.randrange(len(pairs) + 1), pairs[at])


def _swapped(answers: Answers, pairs: Pairs, at: int, chance: Random) -> None:
    """The values of two keys, each for the other: that is the answers' own text."""
    other = chance.randrange(len(pairs))
    one, two = pairs[at], pairs[other]
    if one[1] != two[1] and type(one[1]) is type(two[1]):
        pairs[at], pairs[other] = (one[0], two[1]), (two[0], one[1])
        answers.sees |= {FieldId(one[0]): _seen(two[1]), FieldId(two[0]): _seen(one[1])}


def _seen(value: object) -> Seen:
    if isinstance(value, list) and value and all(isinstance(one, str) for one in value):
        return "\n".join(value)
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, str | int | float):
        return str(value)
    return "" if _is_blank(value) else None


def _moved(answers: Answers, pairs: Pairs, at: int, chance: Random) -> None:
    """A pair elsewhere: in another object of the file, or beside them all."""
    pair = pairs.pop(at)
    target = chance.choice((answers.whole, answers.pairs("contact"), answers.pairs()))
    target.insert(chance.randrange(len(target) + 1), pair)


def _reordered(answers: Answers, chance: Random) -> None:
    chance.shuffle(chance.choice((answers.whole, answers.pairs())))


def _nested(answers: Answers, pairs: Pairs, at: int, chance: Random) -> None:
    key, value = pairs[at]
    held = chance.choice(
        (
            [("value", value)],
            [(key, value)],
            [[("code", value)]],
            [("value", value), ("comment", "à confirmer")],
            [[value]],
        )
    )
    pairs[at] = key, held


def _sectioned(answers: Answers, chance: Random) -> None:
    """Some of the answers in an object of their own."""
    pairs = answers.pairs()
    if len(pairs) > 2 and not answers.renamed:
        start = chance.randrange(len(pairs) - 1)
        end = chance.randrange(start + 1, len(pairs))
        pairs[start:end] = [(chance.choice(_SECTIONS), pairs[start:end])]


def _retyped(answers: Answers, pairs: Pairs, at: int, chance: Random) -> None:
    """A value in another type of JSON that says the same."""
    key, value = pairs[at]
    if isinstance(value, bool):
        new = chance.choice((str(value), str(value).lower(), int(value), [value], str(int(value)), float(value)))
    elif isinstance(value, int):
        exact = (str(value), f" {value} ", [value], [str(value)], float(value), _Raw(f"{value}.000"))
        new = chance.choice((*exact, _Raw(f"{value}e0"), _Raw(f"{value}.0e0"), f"{value},0"))
    elif isinstance(value, list):
        new = chance.choice(
            (
                "; ".join(map(str, value)),
                "\n".join(map(str, value)),
                [(one, True) for one in value],
                value[::-1],
                value * 2,
            )
        )
    else:
        new = [value]
    pairs[at] = key, new


def _changed(answers: Answers, pairs: Pairs, at: int, chance: Random) -> None:
    """A value that nobody may take for an answer."""
    key, value = pairs[at]
    numbers = ("NaN", "Infinity", "-Infinity", "9" * 30, "1e400", "12.5", "-3", "1e2", "0x12")
    new = chance.choice((*map(_Raw, numbers), "inconnue au bataillon ?!", ["inexistante"], [None], [12, None], 10**40))
    codes = isinstance(value, list) and value and all(isinstance(one, str) and one.isidentifier() for one in value)
    if not isinstance(value, int) and not codes:
        return
    pairs[at] = key, new
    answers.sees[FieldId(key)] = None


def _with_option(answers: Answers, pairs: Pairs, at: int, chance: Random) -> None:
    """An option more, which the form does not have or which is there already."""
    lists = [rank for rank, (_, value) in enumerate(pairs) if isinstance(value, list) and value]
    if lists:
        at = chance.choice(lists)
        key, value = pairs[at]
        assert isinstance(value, list)
        pairs[at] = key, [*value, "inexistante"]
        answers.sees[FieldId(key)] = None


def _of_another(answers: Answers, chance: Random) -> None:
    """Another survey, edition, version or respondent, said by one key and perhaps not by the other."""
    key = chance.choice(("survey", "edition", "form", "respondent"))
    values = {
        "survey": ("autre", "", None, 12, ["ateliers"]),
        "edition": ("2023", 2023, "", None, 2024.0),
        "form": ("ateliers/2023/7c5cbaa0c4ad", "ateliers/2024/000000000000", "x", None),
        "respondent": ("caen", "brést", "", None, 12, ["brest"], ["brest", "caen"]),
    }
    new = chance.choice(values[key])
    _set(answers, key, new)


def _set(answers: Answers, key: str, value: object) -> None:
    for at, (name, _) in enumerate(answers.whole):
        if name == key:
            answers.whole[at] = key, value
    if key == "respondent":
        answers.sees[RESPONDENT] = value if isinstance(value, str) and value in {"caen", "corse"} else None


def _key_lost(answers: Answers, chance: Random) -> None:
    """A key of the file is gone, or there once more with another value."""
    at = chance.choice([at for at, (key, _) in enumerate(answers.whole) if key in _OWN] or [0])
    key, value = answers.whole[at]
    if key == "answers" and chance.random() < 0.5:
        held = list(value) if isinstance(value, list) else []
        chance.shuffle(held)
        answers.whole.append((key, held[: len(held) // 2]))
    elif key in _OWN:
        del answers.whole[at]


def _said_twice(answers: Answers, chance: Random) -> None:
    """The respondent or the edition, twice and differently."""
    key, other = chance.choice((("respondent", "caen"), ("edition", "2023"), ("survey", "autre"), ("form", "a/b/c")))
    answers.whole.insert(chance.randrange(len(answers.whole) + 1), (key, other))
    if key == "respondent":
        said = {json.dumps(value) for name, value in answers.whole if name == key and value}
        answers.sees[RESPONDENT] = None if len(said) > 1 else other


def _commented(answers: Answers, chance: Random) -> None:
    keys = ("commentaire", "_comment", "q99_total", "notes", "Answers", "réponses")
    where = chance.choice((answers.whole, answers.pairs()))
    where.append((chance.choice(keys), chance.choice(("le chiffre est provisoire", 12, None, ["x"], [("a", 1)]))))


def _on_text(change: Callable[[str, Random], str]) -> Change:
    def on_it(answers: Answers, chance: Random) -> None:
        seed = chance.random()
        answers.texts.append(lambda text: change(text, Random(seed)))

    return on_it


def _place(text: str, sign: str, chance: Random) -> int:
    places = [at for at, one in enumerate(text) if one == sign]
    return chance.choice(places) if places else 0


def _comma_more(text: str, chance: Random) -> str:
    at = _place(text, "\n", chance)
    return text[:at] + "," + text[at:]


def _comma_less(text: str, chance: Random) -> str:
    at = text.rfind(",", 0, _place(text, "\n", chance) + 1)
    return text[:at] + text[at + 1 :] if text[at + 1 : at + 2] == "\n" else text


def _sign_lost(text: str, chance: Random) -> str:
    at = _place(text, chance.choice('{}[]":'), chance)
    return text[:at] + text[at + 1 :]


def _remarked(text: str, chance: Random) -> str:
    at = _place(text, "\n", chance)
    return text[:at] + chance.choice((" // provisoire", " # provisoire", " /* provisoire */")) + text[at:]


def _more_after(text: str, chance: Random) -> str:
    """Another object after the first, whole or broken."""
    end = chance.choice(("\n", "", ",\n"))
    return text.replace("\n ", " ") + end + chance.choice((text, text[: len(text) // 2])).replace("\n ", " ")


def _wrapped(text: str, chance: Random) -> str:
    """The file inside an array, a string or a call, or after a mail's words."""
    return chance.choice(
        ("[{0}]", "answers = {0};", "Bonjour,\n\n{0}\n\nCordialement", "callback({0})", '{{"data": {0}}}')
    ).format(text)


def _cut(text: str, chance: Random) -> str:
    return text[: chance.randrange(len(text) + 1)]


def _begun_late(text: str, chance: Random) -> str:
    return text[chance.randrange(1, 40) :]


def _quoted(text: str, chance: Random) -> str:
    return text.replace('"', chance.choice(("'", "“", "&quot;", '\\"', "″")))


def _folded(text: str, chance: Random) -> str:
    """Lines broken as mail breaks them."""
    width = chance.choice((72, 76, 998))
    end = chance.choice(("=\n", "\n", "=\r\n", "\r\n"))
    return end.join(text[at : at + width] for at in range(0, len(text), width))


def _escaped(text: str, chance: Random) -> str:
    return "".join(one if one.isascii() else json.dumps(one)[1:-1] for one in text)


def _crlf(text: str, chance: Random) -> str:
    return text.replace("\n", chance.choice(("\r\n", "\r", "\u2028", "\x00\n")))


def _bytes(answers: Answers, chance: Random) -> None:
    name = chance.choice(list(_ENCODINGS))
    answers.encoding = _ENCODINGS[name]


_ENCODINGS: Mapping[str, Callable[[str], bytes]] = {
    "bom": lambda text: codecs.BOM_UTF8 + text.encode("utf-8", "replace"),
    "two boms": lambda text: codecs.BOM_UTF8 * 2 + text.encode("utf-8", "replace"),
    "utf-16": lambda text: text.encode("utf-16", "replace"),
    "utf-16-be": lambda text: text.encode("utf-16-be", "replace"),
    "utf-16-le": lambda text: text.encode("utf-16-le", "replace"),
    "utf-32": lambda text: text.encode("utf-32", "replace"),
    "cp1252": lambda text: text.encode("cp1252", "xmlcharrefreplace"),
    "bom and cp1252": lambda text: codecs.BOM_UTF8 + text.encode("cp1252", "xmlcharrefreplace"),
    "odd": lambda text: text.encode("utf-16", "replace")[:-1],
}

CHANGES: Mapping[str, Change] = {
    "key removed": _on_answer(_removed),
    "answer nulled": _on_answer(_nulled),
    "key renamed": _on_answer(_renamed),
    "key told again otherwise": _on_answer(_retold),
    "key told twice": _on_answer(_told_twice),
    "values swapped": _on_answer(_swapped),
    "pair moved": _on_answer(_moved),
    "keys reordered": _reordered,
    "value nested": _on_answer(_nested),
    "answers in a section": _sectioned,
    "type changed": _on_answer(_retyped),
    "value impossible": _on_answer(_changed),
    "option unknown": _on_answer(_with_option),
    "of another form": _of_another,
    "key of the file lost": _key_lost,
    "key of the file told twice": _said_twice,
    "comment put in": _commented,
    "comma too many": _on_text(_comma_more),
    "comma lost": _on_text(_comma_less),
    "sign lost": _on_text(_sign_lost),
    "remark in the text": _on_text(_remarked),
    "object after it": _on_text(_more_after),
    "wrapped": _on_text(_wrapped),
    "cut short": _on_text(_cut),
    "begun late": _on_text(_begun_late),
    "quotes changed": _on_text(_quoted),
    "lines folded": _on_text(_folded),
    "letters escaped": _on_text(_escaped),
    "line ends changed": _on_text(_crlf),
    "encoding changed": _bytes,
}
"""Each change by its name."""
