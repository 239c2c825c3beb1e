"""Answers as JSON, one object per file or one per line: what other programs hand in and are given."""

from surveykit.interchange.lines import LARGEST, MOST_REFUSED, by_line, count_lines, holds_lines
from surveykit.interchange.reading import NAME, SUFFIXES, FormAtLine, looks_like_answers, read, read_values
from surveykit.interchange.writing import to_json_object, write_answer_lines, write_answers

__all__ = [
    "LARGEST",
    "MOST_REFUSED",
    "NAME",
    "SUFFIXES",
    "FormAtLine",
    "by_line",
    "count_lines",
    "holds_lines",
    "looks_like_answers",
    "read",
    "read_values",
    "to_json_object",
    "write_answer_lines",
    "write_answers",
]
