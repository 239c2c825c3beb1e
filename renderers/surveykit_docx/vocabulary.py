"""The elements of WordprocessingML that a walk along a story tells apart, by what they show."""

from __future__ import annotations

from surveykit_docx.dialects import DRAWING, DRAWING_2010, MATH, MC, W

SIGNS = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "\u2011",
    f"{W}softHyphen": "\u00ad",
}
"""The elements that stand for one character."""
CONTENT = f"{W}sdtContent"
"""What a content control holds."""
SKIPPED = (
    f"{W}sectPr",
    f"{W}tblGrid",
    f"{W}sdtPr",
    f"{W}sdtEndPr",
    f"{W}rubyPr",
    f"{W}fldData",
    f"{W}delInstrText",
    f"{MATH}rPr",
    f"{MATH}ctrlPr",
)
"""The elements that hold no text of the respondent."""
OBJECTS = (f"{W}drawing", f"{W}pict", f"{W}object", f"{W}contentPart")
OBJECT = "\ufffc"
"""What stands for a picture or another object that has no text: a scanned answer is not an empty one."""
CHUNKS = (f"{W}altChunk", f"{W}subDoc")
"""What stands for a whole document that was inserted."""
FORMULA_SIGNS = {f"{MATH}den": "/", f"{MATH}sup": "^", f"{MATH}sub": "_", f"{MATH}deg": "√", f"{MATH}rad": "√"}
"""What is written before a part of a formula to say where it stood."""
PLAIN_MATH = frozenset({"oMath", "oMathPara", "oMathParaPr", "r", "t", "rPr", "ctrlPr", "sty", "nor", "jc"})
"""The elements of a formula that is a line of characters."""
FURNITURE = frozenset({
    *SKIPPED,
    *(
        f"{W}{name}"
        for name in (
            "tblPr", "lastRenderedPageBreak", "footnoteRef", "endnoteRef", "annotationRef", "separator",
            "continuationSeparator", "pgNum", "dayShort", "dayLong", "monthShort", "monthLong", "yearShort", "yearLong",
        )
    ),
    *(f"{DRAWING}{name}" for name in ("posOffset", "align")),
    *(f"{DRAWING_2010}{name}" for name in ("pctWidth", "pctHeight", "pctPosHOffset", "pctPosVOffset")),
})  # fmt: skip
"""The elements with text, or in a run, that show nothing which a respondent may have said. A closed list: whatever else
shows something is read, or a test fails."""
TRANSPARENT = frozenset({f"{MC}AlternateContent", f"{W}ruby", f"{W}rubyBase"})
"""The elements in a run that only hold others."""
