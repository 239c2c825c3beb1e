"""Reads a returned PDF form: whatever viewers and programs made of it, uninterpreted."""

from __future__ import annotations

from pikepdf import Pdf

from surveykit.filled import FilledForm
from surveykit_pdf.answers import answers_in
from surveykit_pdf.guard import DAMAGE, SIGNATURE, opened
from surveykit_pdf.leaves import former_seats
from surveykit_pdf.marks import notes_in, outside_marks
from surveykit_pdf.provenance import has_script, provenance_of
from surveykit_pdf.reading import dictionary, entry
from surveykit_pdf.refusals import refusal
from surveykit_pdf.seats import placed_at, seats_in


class PdfReader:
    """The reader of PDF forms; other PDFs are refused, each by its kind."""

    suffixes: tuple[str, ...] = (".pdf",)
    signatures: tuple[bytes, ...] = (SIGNATURE,)

    def read(self, data: bytes, /) -> FilledForm:
        """Reads the file: the values of its fields, looks that show another value, and marks beside the fields.

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
    seats = seats_in(pdf)
    answers = answers_in(form, seats)
    if not answers.entries:
        raise refusal("xfa" if entry(form, "/XFA") is not None else "flattened")
    if provenance.form is None and not provenance.copies and not answers.ours:
        raise refusal("not_a_form")
    return FilledForm(
        form=provenance.form,
        entries=answers.entries,
        copies=provenance.copies,
        comments=notes_in(pdf, seats),
        macros=has_script(pdf),
        prefilled=provenance.prefilled,
        simulated=provenance.simulated,
        saved=provenance.saved,
        marks=outside_marks(pdf, seats, answers.widgets),
        placed=tuple(placed_at([*seats, *former_seats(pdf, answers.listed, seats)])),
    )


reader = PdfReader()
"""The reader that the entry point names."""
