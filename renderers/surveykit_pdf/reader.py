"""Reads a returned PDF form: whatever viewers and programs made of it, uninterpreted."""

from __future__ import annotations

from pikepdf import Pdf

from surveykit.filled import FilledForm
from surveykit_pdf.answers import answers_in
from surveykit_pdf.guard import DAMAGE, SIGNATURE, opened
from surveykit_pdf.provenance import comments_in, has_script, provenance_of
from surveykit_pdf.reading import dictionary, entry
from surveykit_pdf.refusals import refusal


class PdfReader:
    """The reader of PDF forms; other PDFs are refused, each by its kind."""

    suffixes: tuple[str, ...] = (".pdf",)
    signatures: tuple[bytes, ...] = (SIGNATURE,)

    def read(self, data: bytes, /) -> FilledForm:
        """What stands in the file: the values of its fields, never what their looks show.

        Raises UnreadableFile for what is not a sound PDF form of ours, with the codes of `refusals`.
        """
        with opened(data) as pdf:
            try:
                return _filled(pdf)
            except DAMAGE as error:
                raise refusal("damaged") from error


def _filled(pdf: Pdf) -> FilledForm:
    form = dictionary(pdf.Root, "/AcroForm")
    provenance = provenance_of(pdf)
    if form is None:
        raise refusal("flattened")
    answers = answers_in(form)
    if not answers.entries:
        raise refusal("xfa" if entry(form, "/XFA") is not None else "flattened")
    if provenance.form is None and not provenance.copies and not answers.ours:
        raise refusal("not_a_form")
    return FilledForm(
        form=provenance.form,
        entries=answers.entries,
        copies=provenance.copies,
        comments=comments_in(pdf),
        macros=has_script(pdf),
        prefilled=provenance.prefilled,
        simulated=provenance.simulated,
    )


reader = PdfReader()
"""What the entry point names."""
