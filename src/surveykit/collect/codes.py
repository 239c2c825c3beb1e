"""Every code that reading a returned file may give, with its severity and its reason in French."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct

from surveykit.findings import Severity
from surveykit.texts import NARROW_NBSP, NBSP, squeezed

QUOTED_LENGTH = 160
"""How many characters of a received text a message quotes; the finding keeps the whole of it."""


class Code(StrEnum):
    """The stable codes of what is found while a file is read."""

    FORM_UNKNOWN = "form_unknown"
    COPY_UNKNOWN = "copy_unknown"
    COPY_FROM_HEADER = "copy_from_header"
    SEVERAL_COPIES = "several_copies"
    COPY_DISAGREEMENT = "copy_disagreement"
    RESPONDENT_UNKNOWN = "respondent_unknown"
    RESPONDENT_TO_CONFIRM = "respondent_to_confirm"
    CONTROL_MISSING = "control_missing"
    UNKNOWN_FIELD = "unknown_field"
    STRAY_TEXT = "stray_text"
    COMMENT = "comment"
    MACROS = "macros"
    PROMPT_STARTED = "prompt_started"
    PROMPT_KEPT = "prompt_kept"
    OVERFLOW = "overflow"
    PICTURE = "picture"
    REVISIONS_ACCEPTED = "revisions_accepted"
    DUPLICATE_CONTROL = "duplicate_control"
    DUPLICATE_AGREES = "duplicate_agrees"
    DUPLICATE_DIFFERS = "duplicate_differs"
    WRONG_SHAPE = "wrong_shape"
    TEXT_ADDED = "text_added_to_number"
    APPROXIMATE = "approximate"
    IN_WORDS = "number_in_words"
    NONE_AS_ZERO = "none_read_as_zero"
    THOUSANDS_OR_DECIMALS = "thousands_or_decimals"
    DECIMAL_ZERO = "decimal_zero"
    LEADING_ZERO = "leading_zero"
    OTHER_DIGITS = "other_digits"
    DECIMAL = "decimal"
    SEVERAL_NUMBERS = "several_numbers"
    NEGATIVE = "negative"
    BOUND = "bound"
    PERCENTAGE = "percentage"
    MULTIPLIER = "multiplier"
    SCIENTIFIC = "scientific_notation"
    TOO_LARGE = "too_large"
    NOT_A_NUMBER = "not_a_number"
    OUT_OF_RANGE = "out_of_range"
    OUT_OF_MAXIMUM = "out_of_maximum"
    CHOICE_TYPED = "choice_typed"
    UNKNOWN_OPTION = "unknown_option"
    SEVERAL_MARKS = "several_marks"
    BOX_DISAGREEMENT = "box_disagreement"
    BOX_REPLACED = "box_replaced"
    BOX_UNREADABLE = "box_unreadable"
    BOX_MISSING = "box_missing"


def quoted(text: str) -> str:
    """A text on one line between French quotation marks, cut at `QUOTED_LENGTH` characters."""
    line = squeezed(text)
    if len(line) > QUOTED_LENGTH:
        line = line[: QUOTED_LENGTH - 1].rstrip() + "…"
    return f"«{NBSP}{line}{NBSP}»"


class Note(Struct, frozen=True):
    """One thing to say about an answer, before it is known where it stands: the reason and the text met."""

    code: Code
    severity: Severity
    reason: str
    raw: str | None = None


def note(code: Code, raw: str | None = None, /, **slots: str) -> Note:
    """The note of a code, the slots of its reason filled."""
    severity, reason = _REASONS[code]
    spaced = reason.replace(" :", f"{NBSP}:").replace(" ?", f"{NARROW_NBSP}?")
    return Note(code, severity, spaced.format_map(slots), raw)


_ERROR, _WARNING, _INFO = Severity.ERROR, Severity.WARNING, Severity.INFO

_REASONS: Mapping[Code, tuple[Severity, str]] = {
    Code.FORM_UNKNOWN: (_INFO, "le fichier ne dit plus de quel formulaire il vient (propriétés supprimées)"),
    Code.COPY_UNKNOWN: (_ERROR, "exemplaire inconnu : rien ne dit qui a rempli ce fichier"),
    Code.COPY_FROM_HEADER: (_INFO, "exemplaire lu dans l’en-tête ({copy})"),
    Code.SEVERAL_COPIES: (_ERROR, "plusieurs exemplaires dans le même fichier : {copies}"),
    Code.COPY_DISAGREEMENT: (_ERROR, "l’exemplaire est celui de {copy} et la liste désigne {chosen}"),
    Code.RESPONDENT_UNKNOWN: (_ERROR, "répondant inconnu : {name}{near}"),
    Code.RESPONDENT_TO_CONFIRM: (_WARNING, "répondant à confirmer : {name} lu comme {chosen}"),
    Code.CONTROL_MISSING: (_ERROR, "champ de réponse supprimé du document"),
    Code.UNKNOWN_FIELD: (_ERROR, "champ inconnu {name}{near}"),
    Code.STRAY_TEXT: (_WARNING, "texte saisi hors des champs : {text}"),
    Code.COMMENT: (_INFO, "commentaire de {author} : {text}"),
    Code.MACROS: (_INFO, "le fichier contient des macros, qui n’ont pas été ouvertes"),
    Code.PROMPT_STARTED: (_ERROR, "indicatif entamé : aucune réponse n’a pu être lue"),
    Code.PROMPT_KEPT: (_WARNING, "réponse saisie à côté de l’indicatif"),
    Code.OVERFLOW: (_WARNING, "la réponse déborde du champ (collage de plusieurs paragraphes)"),
    Code.PICTURE: (_WARNING, "la réponse contient une image ou un objet, qui n’a pas été lu"),
    Code.REVISIONS_ACCEPTED: (_INFO, "modifications suivies acceptées{deleted}"),
    Code.DUPLICATE_CONTROL: (_WARNING, "{number} exemplaires du champ"),
    Code.DUPLICATE_AGREES: (_INFO, "{number} exemplaires du champ avec la même réponse"),
    Code.DUPLICATE_DIFFERS: (_ERROR, "{number} exemplaires du champ avec des réponses différentes : {texts}"),
    Code.WRONG_SHAPE: (_ERROR, "liste ou objet là où une seule valeur est attendue"),
    Code.TEXT_ADDED: (_WARNING, "texte ajouté au nombre, lu {value}"),
    Code.APPROXIMATE: (_WARNING, "valeur approximative, lue {value}"),
    Code.IN_WORDS: (_WARNING, "nombre écrit en lettres, lu {value}"),
    Code.NONE_AS_ZERO: (_WARNING, "{text} lu comme 0"),
    Code.THOUSANDS_OR_DECIMALS: (_WARNING, "milliers ou décimales ? lu {value}"),
    Code.DECIMAL_ZERO: (_WARNING, "décimales nulles là où un entier est attendu, lu {value}"),
    Code.LEADING_ZERO: (_WARNING, "nombre précédé de zéros, lu {value}"),
    Code.OTHER_DIGITS: (_WARNING, "chiffres d’une autre écriture, lus {value}"),
    Code.DECIMAL: (_ERROR, "nombre décimal là où un entier est attendu"),
    Code.SEVERAL_NUMBERS: (_ERROR, "plusieurs nombres dans la réponse"),
    Code.NEGATIVE: (_ERROR, "nombre négatif"),
    Code.BOUND: (_ERROR, "une limite, et non une valeur"),
    Code.PERCENTAGE: (_ERROR, "pourcentage là où un nombre est attendu"),
    Code.MULTIPLIER: (_ERROR, "nombre donné en milliers ou en millions"),
    Code.SCIENTIFIC: (_ERROR, "notation scientifique là où un entier est attendu"),
    Code.TOO_LARGE: (_ERROR, "nombre trop grand"),
    Code.NOT_A_NUMBER: (_ERROR, "aucun nombre n’a pu être lu"),
    Code.OUT_OF_RANGE: (_ERROR, "valeur hors des bornes (de {low} à {high})"),
    Code.OUT_OF_MAXIMUM: (_ERROR, "valeur hors des bornes (au moins {low})"),
    Code.CHOICE_TYPED: (_WARNING, "réponse saisie au lieu d’être choisie, lue {value}"),
    Code.UNKNOWN_OPTION: (_ERROR, "réponse qui n’est pas proposée : {name}{near}"),
    Code.SEVERAL_MARKS: (_ERROR, "plusieurs cases cochées ({marks}) alors qu’une seule est attendue"),
    Code.BOX_DISAGREEMENT: (_WARNING, "case {box} : état enregistré {recorded} mais affichage {shown}"),
    Code.BOX_REPLACED: (_WARNING, "case {box} remplacée par du texte, lue {value}"),
    Code.BOX_UNREADABLE: (_ERROR, "case {box} remplacée par un texte illisible : {shown}"),
    Code.BOX_MISSING: (_WARNING, "case supprimée du document : {boxes}"),
}
