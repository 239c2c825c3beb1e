"""Reads a returned Word file: whatever people, Word or LibreOffice made of the form, uninterpreted."""

from __future__ import annotations

from surveykit.filled import FilledForm
from surveykit_docx.answers import answers_in
from surveykit_docx.data import BoundData
from surveykit_docx.dialects import W
from surveykit_docx.guard import SIGNATURES
from surveykit_docx.margins import comments_in, edge_lines, outside_text
from surveykit_docx.numbering import Numbers
from surveykit_docx.package import Package
from surveykit_docx.provenance import provenance_of
from surveykit_docx.refusals import refusal
from surveykit_docx.seats import placed_in
from surveykit_docx.walk import story_of


class DocxReader:
    """The reader of .docx and .docm files; those of other formats that resemble them are refused by name."""

    suffixes: tuple[str, ...] = (".docx", ".docm")
    signatures: tuple[bytes, ...] = SIGNATURES

    def read(self, data: bytes, /) -> FilledForm:
        """Reads the file: the answers with tracked changes accepted, and all the text around them.

        Answers are found by their control's tag, else by the bookmark around them. Raises UnreadableFile for
        what is not a sound Word file of ours, with the codes of `refusals`.
        """
        package = Package(data)
        document = package.root(package.main)
        body = None if document is None or document.tag != f"{W}document" else document.find(f"{W}body")
        if body is None:
            raise refusal("not_word")
        looks = package.looks()
        headers = edge_lines(package, "header", looks)
        provenance = provenance_of(package, headers)
        story = story_of(body, looks, Numbers(lambda: package.related("numbering")))
        answers = answers_in(story, provenance.keys, BoundData(package).shown_in)
        if not answers.entries and provenance.form is None and not provenance.copies:
            raise refusal("not_a_form")
        return FilledForm(
            form=provenance.form,
            entries=answers.entries,
            copies=provenance.copies,
            outside=outside_text(package, story, answers.taken, looks),
            edges=(*headers, *edge_lines(package, "footer", looks)),
            comments=comments_in(package, story),
            macros=package.macros,
            prefilled=provenance.prefilled,
            simulated=provenance.simulated,
            saved=provenance.saved,
            placed=placed_in(story, answers.seats, answers.taken),
            titles=answers.titles,
        )
