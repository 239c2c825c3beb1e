"""Style sheets and scripts made smaller say the same."""

from __future__ import annotations

import re
import subprocess
from importlib.resources import files

import pytest

from html_pages import element, small_form
from surveykit_html import renderer
from surveykit_html.tightening import tight_css, tight_js

SCRIPTS = ("answers.js", "remarks.js", "keeping.js")


def source(name: str) -> str:
    return files("surveykit_html").joinpath("templates", name).read_text("utf-8")


def test_a_script_loses_comments_indentation_and_spaces() -> None:
    assert tight_js('// why\nconst a = (b, c) => {\n  return b + c ? "x , y" : -1;\n};\n') == (
        'const a=(b,c)=>{return b+c?"x , y":-1;};'
    )


def test_strings_templates_and_regular_expressions_are_kept() -> None:
    kept = ['"a , b"', '"é \\" = ;"', "`${ a } , \\` = b`", "/[ ,;] = \\/ ( )/g", "/^a {1,2}$/"]
    for one in kept:
        assert one in tight_js(f"f( {one} );\nconst x = {one};\nif (y) return {one};")


def test_signs_that_would_join_are_kept_apart() -> None:
    assert tight_js("a = b - -c; d = e + +f; const g = 1;") == "a=b - -c;d=e + +f;const g=1;"


def test_every_string_and_expression_of_the_scripts_is_in_the_page_as_it_was_written() -> None:
    script = element(renderer.render(small_form()), "script")
    for name in SCRIPTS:
        code = re.sub(r"^\s*//.*$", "", source(name), flags=re.MULTILINE)
        for literal in re.findall(r'"(?:[^"\\\n]|\\.)*"|`[^`]*`', code):
            assert literal in script
        for expression in re.findall(r"(?:replace|replaceAll)\((/.+?/[gi]*),", code):
            assert expression in script
    for pattern in re.findall(r"^const [NS][CO] = (/.*/i);$", source("answers.js"), re.MULTILINE):
        assert pattern in script
    assert r"[1-9]\d{0,2}( \d{3}){1,2}" in script


def test_a_style_sheet_loses_spaces_but_not_those_that_mean_something() -> None:
    css = '/* why */\n.a > .b :has(c), d {\n  margin: 0 1px;\n  content: "a : b";\n  width: calc(1px + 2px);\n}\n'
    assert tight_css(css) == '.a>.b :has(c),d{\nmargin:0 1px;\ncontent:"a : b";\nwidth:calc(1px + 2px);\n}'


@pytest.mark.node
def test_the_script_of_a_form_is_javascript() -> None:
    script = element(renderer.render(small_form()), "script")
    checked = subprocess.run(["node", "--check", "-"], input=script, capture_output=True, text=True, check=False)
    assert (checked.returncode, checked.stderr) == (0, "")
