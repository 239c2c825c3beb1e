"""A survey that does not hold together cannot be built; its reference follows from its fields and not its words."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from small_survey import small_survey
from surveykit.ids import CopyRef, FormRef, RespondentCode
from surveykit.model import Rule, Survey, Total


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"rules": (Rule(code="r", check="nothing > 1", message="m"),)}, "unknown field 'nothing'"),
        ({"rules": (Rule(code="r", check="1 = 1", message="{nothing}"),)}, "unknown field 'nothing'"),
        ({"rules": (Rule(code="r", check="1", message="m"),)}, "expected a boolean"),
        ({"rules": (Rule(code="r", check="true", message="m"),) * 2}, "'r' stands twice"),
        ({"indicators": (Total(id="x", label="x", value="1.5"),)}, "expected an integer"),
        ({"id": "Not a code"}, "should match pattern"),
        ({"unknown_key": 1}, "Extra inputs are not permitted"),
    ],
)
def test_what_does_not_hold_is_refused_with_its_reason(changes: dict, said: str) -> None:
    with pytest.raises(ValidationError) as refused:
        small_survey(**changes)
    assert said in str(refused.value)


def test_the_form_is_another_version_when_its_fields_change_and_not_its_words() -> None:
    survey = small_survey()
    assert small_survey(title="Un autre titre", rules=()).ref == survey.ref
    first = survey.sections[0]
    fewer = first.model_copy(update={"questions": first.questions[1:]})
    changed = {"sections": (fewer, *survey.sections[1:])}
    values = {name: getattr(survey, name) for name in Survey.model_fields}
    stripped = Survey.model_construct(**(values | changed))
    assert stripped.ref.digest != survey.ref.digest
    assert stripped.ref.survey == survey.ref.survey


def test_references_are_read_as_they_are_written_and_not_believed_when_mistyped() -> None:
    form = FormRef("s", "2014", "0123456789ab")
    assert FormRef.parse(str(form)) == form
    assert FormRef.parse("s/2014") is None
    copy = CopyRef("s", "2014", RespondentCode("bretagne"))
    assert CopyRef.parse(str(copy)) == copy
    assert CopyRef.find(f"ARS Bretagne – exemplaire {copy} (page 2)") == copy
    assert CopyRef.parse(str(copy).replace("bretagne", "corse")) is None
