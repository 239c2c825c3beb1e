"""What a message says itself, beside what it encloses: its own words without those that it quotes, and its links."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from urllib.parse import parse_qs, unquote, urlsplit

from surveykit.mailbox.bounds import LONGEST_TEXT, LONGEST_WORDS
from surveykit.texts import canonical, squeezed, visible

_HEADINGS = ("de", "from", "envoye", "sent", "date", "a", "to", "objet", "subject", "cc", "expediteur", "destinataire")
_HEADING = re.compile(r"\W{0,3}(\w{1,12}) ?:")
_ACCENTS = str.maketrans("éèêàÉÀ", "eeeaea")
_WROTE = ("a écrit :", "a ecrit :", "a écrit:", "wrote:", "wrote :", "schrieb:")
_BLOCKS = {"p", "div", "br", "tr", "li", "ul", "ol", "table", "h1", "h2", "h3", "h4", "hr", "blockquote"}
_UNSEEN = {"style", "script", "head", "title"}
_TAG = re.compile(r"(/?)([a-zA-Z][a-zA-Z0-9]{0,20})")
_HREF = re.compile(r"""href\s{0,9}=\s{0,9}["']?(https?://[^\s"'<>]{1,2000})""", re.IGNORECASE)
_LINK = re.compile(r"https?://[^\s<>\"'\[\]()]{1,2000}", re.IGNORECASE)
_DRIVES = (
    "wetransfer.com", "we.tl", "1drv.ms", "onedrive.live.com", "sharepoint.com", "drive.google.com", "docs.google.com",
    "dropbox.com", "db.tt", "grosfichiers.com", "gros-fichiers.com", "francetransfert.numerique.gouv.fr",
    "filesender.renater.fr", "filesender.org", "transfernow.net", "fromsmash.com", "smash.com", "swisstransfer.com",
    "icloud.com", "box.com", "mega.nz", "kdrive.infomaniak.com", "pcloud.com",
    "melanissimo.developpement-durable.gouv.fr",
    "bluefiles.com", "ufile.io", "cjoint.com", "lufi.io", "drop.infini.fr", "filesender.esante.gouv.fr",
)  # fmt: skip
_HOSTS = ("filesender.", "nextcloud.", "owncloud.", "nuage.", "lufi.", "transfert.", "melanissimo")
"""How the names of machines begin that institutions lay files on."""
_FILES = (".docx", ".docm", ".doc", ".odt", ".rtf", ".pdf", ".json", ".html", ".htm", ".zip", ".7z", ".rar")
_WRAPPED = "safelinks.protection.outlook.com"
_MOST_LINKS = 5


def own_words(plain: str, page: str) -> str:
    """The covering text of a message, from its text or else its page (HTML): what it quotes and signs is left out."""
    text = plain if plain.strip() else text_of(page)
    kept = "\n".join(_unquoted(text[:LONGEST_TEXT].splitlines()))
    lines = (squeezed(line) for line in canonical(visible(kept)).split("\n"))
    return _spaced(lines)[:LONGEST_WORDS].rstrip()


def _spaced(lines: Iterable[str]) -> str:
    """The lines with never more than one blank one between them."""
    kept: list[str] = []
    for line in lines:
        if line or (kept and kept[-1]):
            kept.append(line)
    return "\n".join(kept).strip()


def _unquoted(lines: list[str]) -> Iterator[str]:
    """The lines that are the sender's own: up to a signature or to a message that is quoted whole."""
    at = 0
    while at < len(lines):
        line = lines[at][:LONGEST_WORDS]
        plain = squeezed(line)
        if line.rstrip() == "--" or _is_header_of_quoted(lines, at) or _is_rule(plain):
            return
        after = _after_wrote(lines, at)
        if after is not None:
            if not _quoted(lines, after):
                return
            at = after
        else:
            if not plain.startswith(">") and (not plain or plain.strip("-_*=")):
                yield line
            at += 1


def _quoted(lines: list[str], at: int) -> bool:
    """Whether what follows is quoted line by line, so that the sender's own words may come after it."""
    following = (squeezed(one[:200]) for one in lines[at : at + 4])
    return next((one.startswith(">") for one in following if one), False)


def _after_wrote(lines: list[str], at: int) -> int | None:
    """The line after « Le … a écrit : », which programs break over two or three; None when it does not stand here."""
    if not lines[at].lstrip(" >")[:3].lower().startswith(("le ", "on ", "am ")):
        return None
    said = ""
    for number, line in enumerate(lines[at : at + 4]):
        said = squeezed(f"{said} {line[:500]}")
        if said.lower().endswith(_WROTE):
            return at + number + 1
    return None


def _is_header_of_quoted(lines: list[str], at: int) -> bool:
    """Whether a message that is quoted whole begins here: « De : », then « Envoyé : », « À : » or « Objet : »."""
    first = _heading(lines[at])
    if first not in {"de", "from", "expediteur"}:
        return False
    others = {_heading(line) for line in lines[at + 1 : at + 6]}
    return len(others & set(_HEADINGS)) > 0


def _heading(line: str) -> str:
    found = _HEADING.match(squeezed(line[:100]).translate(_ACCENTS).lower())
    return found[1] if found else ""


def _is_rule(plain: str) -> bool:
    """Whether a line says that another message follows: « -----Message d'origine----- »."""
    if not plain.startswith(("---", "___", "***", "===")) or len(plain) > 100:
        return False
    inner = plain.strip("-_*= ").lower()
    return inner.startswith(("message", "original message", "forwarded message", "mail d'origine", "mail original"))


def text_of(page: str) -> str:
    """The text of a page (HTML): without tags, styles and comments, nor what it quotes of another message."""
    return html.unescape("".join(_texts(page[: 4 * LONGEST_TEXT])))


def _texts(page: str) -> Iterator[str]:
    quoted, at = 0, 0
    while at < len(page):
        begin = page.find("<", at)
        stop = begin if begin >= 0 else len(page)
        if not quoted:
            yield page[at:stop].replace("\r", " ").replace("\n", " ")
        if begin < 0:
            return
        at, name, closes, attributes = _tag(page, begin)
        if name == "blockquote":
            quoted = max(0, quoted - 1) if closes else quoted + (bool(quoted) or "cite" in attributes)
        if name in _BLOCKS:
            yield "\n"
        elif name in {"td", "th"}:
            yield " "


def _tag(page: str, begin: int) -> tuple[int, str, bool, str]:
    """Where the text goes on after a tag or a comment, the tag's name, whether it closes, and its attributes."""
    if page.startswith("<!--", begin):
        return _after(page, "-->", begin), "", False, ""
    found = _TAG.match(page, begin + 1)
    if found is None and not page.startswith(("<!", "<?"), begin):
        return begin + 1, "", False, ""
    end = _after(page, ">", begin)
    if found is None:
        return end, "", False, ""
    name, closes = found[2].lower(), bool(found[1])
    if name in _UNSEEN and not closes:
        ends = re.compile(f"</{name}", re.IGNORECASE).search(page, end)
        return (_after(page, ">", ends.start()) if ends else len(page)), name, False, ""
    return end, name, closes, page[found.end() : min(end, found.end() + 300)].lower()


def _after(page: str, what: str, at: int) -> int:
    found = page.find(what, at)
    return found + len(what) if found >= 0 else len(page)


def links_to_files(plain: str, page: str) -> list[str]:
    """The links of a text and of a page that lead to files: to a drive, or to a name that a form may have."""
    said = (one[0] for one in _LINK.finditer(plain[:LONGEST_TEXT]))
    linked = (html.unescape(one[1]) for one in _HREF.finditer(page[: 4 * LONGEST_TEXT]))
    found = dict.fromkeys(_unwrapped(one.rstrip(".,;:!?)»")) for one in (*said, *linked))
    return [one for one in found if _leads_to_file(one)][:_MOST_LINKS]


def _unwrapped(link: str) -> str:
    """The link that a mail program has wrapped into one of its own."""
    try:
        parts = urlsplit(link)
        if (parts.hostname or "").endswith(_WRAPPED):
            return parse_qs(parts.query, max_num_fields=50).get("url", [link])[0]
    except ValueError:
        return link
    return link


def _leads_to_file(link: str) -> bool:
    try:
        parts = urlsplit(link)
        host = (parts.hostname or "").lower()
    except ValueError:
        return False
    if any(host == one or host.endswith(f".{one}") for one in _DRIVES) or host.startswith(_HOSTS):
        return True
    return unquote(parts.path).lower().endswith(_FILES)
