"""Forms as plain text (.txt), in UTF-8: a renderer, and a reader of what was typed in any editor.

A line that begins with `%` is for the reader; `[FIELD] value` is a short answer; a longer one stands between
`[FIELD] <<<` and `>>>`; `[FIELD#OPTION] ( ) label` is an entry of a list and `[FIELD#OPTION] [ ] label` a box,
marked with an x. A backslash keeps the sign after it, first of its line, from meaning any of this.
"""

from __future__ import annotations

from surveykit_plaintext.reader import TextReader
from surveykit_plaintext.renderer import TextRenderer

renderer = TextRenderer()
reader = TextReader()
