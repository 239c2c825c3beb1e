"""From characters to tokens: everything that is not in the language is refused here or by the parser."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from enum import Enum

from msgspec import Struct

from surveykit.expressions.errors import ExpressionError, shown

LONGEST = 2_000
GREATEST = 2**53

KEYWORDS = frozenset(
    [
        "and",
        "or",
        "not",
        "is",
        "in",
        "between",
        "null",
        "true",
        "false",
        "case",
        "when",
        "then",
        "else",
        "end",
    ]
)

_TOKEN = re.compile(
    r"""
    (?P<space>[ \t\r\n]+)
  | (?P<number>[0-9]+(?:\.[0-9]+)?)
  | (?P<word>[A-Za-z_][A-Za-z0-9_]*)
  | (?P<string>'(?:[^']|'')*')
  | (?P<quoted>"(?:[^"]|"")*")
  | (?P<refused>--|/\*|\*/|==|&&|\|\||;|!(?!=)|%|\^)
  | (?P<symbol><>|!=|<=|>=|[-+*/=<>(),])
    """,
    re.VERBOSE,
)
_WORD_PART = re.compile(r"[A-Za-z0-9_.]+")
_COMMENT = "comments are not allowed in an expression"
_ADVICE = {
    "--": f"{_COMMENT}; for a double minus write '- -'",
    "/*": _COMMENT,
    "*/": _COMMENT,
    ";": "an expression is one value, not a list of statements",
    "==": "equality is written '='",
    "&&": "write 'and'",
    "||": "write 'or'",
    "!": "write 'not'",
    "%": "the operators on numbers are + - * /",
    "^": "the operators on numbers are + - * /",
    "‘": "a text is written between straight quotes, 'like this'",
    "’": "a text is written between straight quotes, 'like this'",
    "“": "a text is written between straight single quotes, 'like this'",
    "”": "a text is written between straight single quotes, 'like this'",
    "≤": "write '<='",
    "≥": "write '>='",
    "≠": "write '<>'",
}


class Kind(Enum):
    """What a token is."""

    NUMBER = "number"
    STRING = "string"
    NAME = "name"
    QUOTED = "quoted name"
    KEYWORD = "keyword"
    SYMBOL = "symbol"
    END = "end"


class Span(Struct, frozen=True):
    """A stretch of the text: 0-based offset of its first character, and of the character after its last."""

    start: int
    end: int

    def to(self, other: Span) -> Span:
        """From the start of this stretch to the end of the other."""
        return Span(self.start, other.end)

    def error(self, message: str) -> ExpressionError:
        """The error that points at this stretch."""
        return ExpressionError(message, self.start, self.end - self.start)


class Token(Struct, frozen=True):
    """A token; `value` is what it stands for (keywords in lower case, quotes removed, `!=` as `<>`)."""

    kind: Kind
    value: str | int | float
    written: str
    span: Span

    def is_a(self, *values: str) -> bool:
        """Whether this is one of these keywords or symbols."""
        return self.kind in (Kind.KEYWORD, Kind.SYMBOL) and self.value in values

    def __str__(self) -> str:
        return "the end of the expression" if self.kind is Kind.END else shown(self.written)


def tokens(text: str) -> list[Token]:
    """All the tokens of the text and a last one of kind END; ExpressionError on anything foreign."""
    if len(text) > LONGEST:
        raise ExpressionError(f"found {len(text)} characters, expected at most {LONGEST}", LONGEST, len(text) - LONGEST)
    found: list[Token] = []
    position = 0
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None or match.lastgroup is None:
            raise _foreign(text, position)
        if match.lastgroup == "refused":
            span = Span(*match.span())
            raise span.error(f"unexpected {shown(match[0])}: {_ADVICE[match[0]]}")
        if match.lastgroup != "space":
            found.append(_token(match.lastgroup, match[0], Span(*match.span()), text))
        position = match.end()
    found.append(Token(Kind.END, "", "", Span(len(text), len(text))))
    return found


def _token(group: str, written: str, span: Span, text: str) -> Token:
    match group:
        case "number":
            return Token(Kind.NUMBER, _number(written, span, text), written, span)
        case "word" if written.lower() in KEYWORDS:
            return Token(Kind.KEYWORD, written.lower(), written, span)
        case "word":
            return Token(Kind.NAME, written, written, span)
        case "string":
            return Token(Kind.STRING, _unquoted(written, span), written, span)
        case "quoted":
            return Token(Kind.QUOTED, _unquoted(written, span), written, span)
        case _:
            return Token(Kind.SYMBOL, "<>" if written == "!=" else written, written, span)


def _number(written: str, span: Span, text: str) -> int | float:
    after = _WORD_PART.match(text, span.end)
    if after is not None:
        whole = Span(span.start, after.end())
        raise whole.error(f"{shown(text[whole.start : whole.end])} is not a number; expected digits, point, decimals")
    if Decimal(written) > GREATEST:
        raise span.error(f"number {shown(written)} is out of bounds, expected at most {GREATEST}")
    return float(written) if "." in written else int(written)


def _unquoted(written: str, span: Span) -> str:
    quote = written[0]
    for offset, character in enumerate(written):
        if unicodedata.category(character) in ("Cc", "Cs"):
            here = Span(span.start + offset, span.start + offset + 1)
            raise here.error(f"the character U+{ord(character):04X} is not allowed in an expression")
    return written[1:-1].replace(quote * 2, quote)


def _foreign(text: str, position: int) -> ExpressionError:
    character = text[position]
    if character == "'":
        return ExpressionError("this text has no closing quote (')", position, len(text) - position)
    if character == '"':
        return ExpressionError('this quoted name has no closing quote (")', position, len(text) - position)
    if character in _ADVICE:
        return ExpressionError(f"unexpected {shown(character)}: {_ADVICE[character]}", position, 1)
    if character == ".":
        return ExpressionError("unexpected '.': a number starts with a digit, as in 0.5", position, 1)
    code = f"U+{ord(character):04X}"
    name = f"{shown(character)} ({code})" if character.isprintable() else code
    expected = "expected a name, a number, a 'text', an operator or parentheses"
    return ExpressionError(f"unexpected character {name}; {expected}", position, 1)
