"""Forms as files: the blank one, and one personal copy per respondent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from surveykit import plugins
from surveykit.compose.form import form
from surveykit.compose.values import control_values
from surveykit.document import Copy
from surveykit.ids import RESPONDENT_FIELD, CopyRef, RespondentCode
from surveykit.model import Respondent, Survey
from surveykit.pipeline.definitions import find_respondent
from surveykit.ports import Stamper
from surveykit.responses import Response


def render(
    survey: Survey,
    to: str,
    *,
    respondent: str | None = None,
    response: Response | None = None,
    stylesheet: str = "",
) -> bytes:
    """The form in a format ("docx", "pdf", "html"): blank, a personal copy, or holding a response's answers.

    `stylesheet` is the issuer's own CSS, which HTML puts after ours. Raises UsageError for an unknown format or
    respondent, MissingExtra when the format is not installed.
    """
    renderer = plugins.renderer(to)
    holder = respondent if respondent is not None else (response.respondent if response else None)
    if holder is None:
        return renderer.render(replace(form(survey, response), stylesheet=stylesheet))
    copy = copy_for(survey, find_respondent(survey, holder))
    return renderer.render(replace(form(survey, response, personal=True), copy=copy, stylesheet=stylesheet))


def render_copies(
    survey: Survey,
    to: str,
    respondents: Sequence[Respondent] | None = None,
    prefilled: Mapping[RespondentCode, Response] | None = None,
    *,
    stylesheet: str = "",
    simulated: bool = False,
) -> Iterator[tuple[Respondent, bytes]]:
    """A personal copy for each respondent (all by default), in order, from one rendering where the format can.

    `prefilled` holds answers that stand in a respondent's copy beforehand. A copy that holds simulated ones says so,
    and so does each that is made for a rehearsal (`simulated`). `stylesheet` is the issuer's own CSS.
    """
    renderer = plugins.renderer(to)
    chosen = survey.population.respondents if respondents is None else respondents
    held = prefilled or {}
    drawn = {one.code: simulated or (one.code in held and held[one.code].simulated) for one in chosen}

    def copies(*, of_simulated: bool) -> Iterator[bytes]:
        document = replace(form(survey, personal=True, simulated=of_simulated), stylesheet=stylesheet)
        made = [copy_for(survey, one, held.get(one.code)) for one in chosen if drawn[one.code] is of_simulated]
        if isinstance(renderer, Stamper):
            return renderer.stamp(document, made)
        return (renderer.render(replace(document, copy=copy)) for copy in made)

    stamped = {kind: copies(of_simulated=kind) for kind in sorted(set(drawn.values()))}
    for one in chosen:
        yield one, next(stamped[drawn[one.code]])


def suffix_of(to: str) -> str:
    """The file name suffix of a format, with its dot."""
    return plugins.renderer(to).suffix


def is_text(to: str) -> bool:
    """Whether files of a format are text: its media type says so.

    Raises UsageError for an unknown format, MissingExtra when its packages are not installed.
    """
    return plugins.renderer(to).media_type.startswith("text/")


def copy_for(survey: Survey, respondent: Respondent, prefilled: Response | None = None) -> Copy:
    """What makes a copy personal."""
    values = {} if prefilled is None else dict(control_values(survey, prefilled))
    values.pop(RESPONDENT_FIELD, None)  # whose copy it is stands in its header: the copy has no list to choose from
    return Copy(CopyRef(survey.id, survey.edition, respondent.code), respondent.name, values)
