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
    """Makes the form of a survey as one file: blank, a respondent's personal copy, or filled with a response's answers.

    `to` is a format, "docx", "pdf" or "html", or that of another installed renderer. `respondent` is a code of the
    population; a response that names its respondent makes a copy of that respondent's. `stylesheet` is CSS text of the
    issuer, which HTML pages put after surveykit's. The result is the file's bytes, the same for the same arguments.
    Raises UsageError for an unknown format or respondent and for a stylesheet that would fetch something or end its
    element; MissingExtra when the format's packages are not installed.

    ```python
    from pathlib import Path

    Path("form.docx").write_bytes(sk.render(survey, "docx"))
    Path("bretagne.html").write_bytes(sk.render(survey, "html", respondent="bretagne"))
    ```
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
    """Makes a personal copy of the form for each respondent, and yields pairs of respondent and file's bytes, in order.

    `respondents` are those of the survey's population, all of them when None. `prefilled` has, by respondent's code,
    the response whose answers the copy holds beforehand. A copy with simulated answers says so on every page; so does
    each copy when `simulated` is true, for a rehearsal. `stylesheet` is CSS text of the issuer, for HTML. A format that
    can stamp (`surveykit.ports.Stamper`) renders once for all copies.
    Raises UsageError for an unknown format and for a stylesheet that `render` refuses, MissingExtra when the format's
    packages are not installed: all at the first copy and not at the call.

    ```python
    from pathlib import Path

    for respondent, data in sk.render_copies(survey, "html", survey.population.respondents[:2]):
        Path(f"{respondent.code}.html").write_bytes(data)
    ```
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
    return plugins.writes_text(plugins.renderer(to))


def copy_for(survey: Survey, respondent: Respondent, prefilled: Response | None = None) -> Copy:
    """What makes a copy personal."""
    values = {} if prefilled is None else dict(control_values(survey, prefilled))
    values.pop(RESPONDENT_FIELD, None)  # whose copy it is stands in its header: the copy has no list to choose from
    return Copy(CopyRef(survey.id, survey.edition, respondent.code), respondent.name, values)
