"""SPSS and Stata files: names, labels, missing values, and the same bytes whenever they are written."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
import time
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
from msgspec.structs import replace

from exported_files import read_labelled
from small_survey import small_survey
from surveykit import UsageError, load_survey
from surveykit.ids import RespondentCode
from surveykit.labelled import table, to_dta, to_sav
from surveykit.labelled.spss import missing_codes
from surveykit.labelled.table import Variable, _cell
from surveykit.model import Grouping, Population, Respondent, Sampling
from surveykit.responses import Answer, Answered, Blank, NonResponse, NonResponseReason, Response, Status

SURVEY = small_survey()
NC = NonResponse(NonResponseReason.NOT_COMMUNICATED)


def response(who: str, **answers: Answer) -> Response:
    given = {field.code: answers.get(field.code, Blank()) for field in SURVEY.fields()}
    return Response("ateliers", "2024", RespondentCode(who), given)


ANSWERS = [
    response("evry", q1_ateliers=Answered(2**31 - 1), q6_porteur=Answered("autre"), q3_satisfaction=NC),
    response("caen", q1_ateliers=NC, q4_publics=Answered(frozenset({"enfants"})), q5_charte=Answered(False)),
]
TABLE = table(SURVEY, "CONFIDENTIEL – Ateliers", ANSWERS)


@pytest.mark.parametrize(("write", "suffix"), [(to_sav, "sav"), (to_dta, "dta")])
def test_variables_have_their_labels_and_the_labels_of_their_values(write: object, suffix: str) -> None:
    assert callable(write)
    held, metadata = read_labelled(write(TABLE).data, suffix)
    assert metadata.file_label == "CONFIDENTIEL – Ateliers"
    assert metadata.column_names_to_labels["q1_ateliers"] == "1. Ateliers aujourd’hui"
    assert metadata.column_names_to_labels["q4_publics__autres"] == "4. Autres (précisez) – Publics accueillis"
    labels = metadata.variable_value_labels
    assert {labels["q5_charte"][0], labels["q5_charte"][1]} == {"Non", "Oui"}
    assert [labels["q6_porteur"][rank] for rank in (1, 2, 3)] == ["La ville", "Une association", "Un autre porteur"]
    assert labels["q3_satisfaction"][5].replace("\u00a0", " ") == "5 = tout à fait"
    assert (held["q1_ateliers"][0], held["q6_porteur"][0]) == (2**31 - 1, 3)
    assert (held["q4_publics__enfants"], held["q4_publics__adultes"]) == ([None, 1], [None, 0])
    assert held["nom"] == ["Évry", "Caen"]


def test_spss_knows_which_values_are_missing_and_how_variables_are_measured() -> None:
    _, metadata = read_labelled(to_sav(TABLE).data, "sav")
    assert metadata.missing_ranges["q1_ateliers"] == [{"lo": -94, "hi": -91}]
    assert "nom" not in metadata.missing_ranges
    assert metadata.variable_measure["q1_ateliers"] == "scale"
    assert metadata.variable_measure["q3_satisfaction"] == "ordinal"
    assert metadata.variable_measure["q5_charte"] == "nominal"


def test_missing_codes_are_below_every_answer() -> None:
    assert set(missing_codes(TABLE).values()) == {-91, -92, -93, -94}
    low = table(SURVEY, "t", [response("evry", q1_ateliers=Answered(-90)), response("caen", q2_matin=Answered(-1000))])
    assert set(missing_codes(low).values()) == {-9991, -9992, -9993, -9994}
    held, _ = read_labelled(to_sav(low).data, "sav")
    assert (held["q1_ateliers"], held["q2_matin"]) == ([-90, None], [None, -1000])


def test_pandas_reads_the_stata_file_with_a_reader_of_its_own() -> None:
    data = to_dta(TABLE).data
    frame = pd.read_stata(io.BytesIO(data), convert_missing=True, convert_categoricals=False)
    assert list(frame["q1_ateliers"].astype(str)) == ["2147483647.0", ".a"]
    assert list(frame["nom"]) == ["Évry", "Caen"]
    with pd.io.stata.StataReader(io.BytesIO(data)) as reader:
        assert reader.variable_labels()["q5_charte"] == "5. Charte"
        assert reader.data_label == "CONFIDENTIEL – Ateliers"
        assert reader.time_stamp == "01 Jan 2000 00:00"


@pytest.mark.parametrize("write", [to_sav, to_dta])
def test_the_same_table_gives_the_same_bytes_at_another_time(write: object, monkeypatch: pytest.MonkeyPatch) -> None:
    assert callable(write)
    first = write(TABLE).data
    script = (
        "import sys, hashlib; sys.path[:0] = sys.argv[1:]; import test_labelled_files as t;"
        f"print(hashlib.sha256(t.{write.__name__}(t.TABLE).data).hexdigest())"
    )
    time.sleep(1.1)  # the headers hold the second of writing, or the minute
    folders = [str(Path(__file__).parent), *sys.path]
    done = subprocess.run(
        [sys.executable, "-c", script, *folders],
        env={**os.environ, "TZ": "Asia/Tokyo", "PYTHONHASHSEED": "7"},
        capture_output=True,
        check=True,
        text=True,
    )
    assert done.stdout.strip() == hashlib.sha256(first).hexdigest()


@pytest.mark.parametrize("title", ["", "<map></label><timestamp>\x11", "é" * 200, "</N><label>"])
def test_any_title_leaves_the_file_readable(title: str) -> None:
    for write, suffix in ((to_sav, "sav"), (to_dta, "dta")):
        held, metadata = read_labelled(write(replace(TABLE, title=title)).data, suffix)
        assert held["nom"] == ["Évry", "Caen"]
        assert len((metadata.file_label or "").encode()) <= (64 if suffix == "sav" else 320)


def test_a_text_too_long_for_spss_is_cut_and_told() -> None:
    long = table(SURVEY, "t", [response("evry", q7_observations=Answered("🏥" * 10_000))])
    written = to_sav(long)
    assert written.cut == ((0, "q7_observations"),)
    held, _ = read_labelled(written.data, "sav")
    (kept,) = held["q7_observations"]
    assert kept == "🏥" * (32_764 // 4) + "…"
    whole = to_dta(long)
    assert whole.cut == ()
    assert read_labelled(whole.data, "dta")[0]["q7_observations"] == ["🏥" * 10_000]


def test_long_names_of_the_first_survey_are_shortened_in_stata_and_told() -> None:
    survey = load_survey("reseaux_2014")
    empty = table(survey, "t", [])
    assert to_sav(empty).renamed == {}
    renamed = to_dta(empty).renamed
    assert set(renamed) == {
        "q4_methodologie__discussions_bilaterales",
        "q4_methodologie__groupes_thematiques",
        "q4_methodologie__reunion_information",
    }
    assert all(len(name) == 32 for name in renamed.values())
    assert "q12_plurithematiques_aujourdhui" in read_labelled(to_dta(empty).data, "dta")[1].column_names


def test_a_grouping_may_be_called_as_no_variable_can() -> None:
    who = Respondent(code=RespondentCode("caen"), name="Caen", attributes={"bord de mer": "a"})
    grouping = Grouping(label="Bord", values={"a": "A"})
    population = Population(unit="ville", units="villes", groupings={"bord de mer": grouping}, respondents=(who,))
    survey = small_survey(population=population, report=None)
    written = to_dta(table(survey, "t", [response("caen")]))
    assert written.renamed == {"bord de mer": "bord_de_mer"}
    assert read_labelled(written.data, "dta")[0]["bord_de_mer"] == ["a"]


def test_a_choice_that_the_definition_does_not_have_is_refused() -> None:
    with pytest.raises(UsageError, match="q6_porteur holds 'etat', which is no option"):
        table(SURVEY, "t", [response("caen", q6_porteur=Answered("etat"))])


def test_every_status_has_its_own_words_and_its_own_missing_value() -> None:
    assert len({status.words for status in Status}) == len(Status)
    assert len(set(missing_codes(TABLE).values())) == 4


def test_a_number_that_is_not_whole_is_refused_and_never_cut_short() -> None:
    with pytest.raises(UsageError, match=r"q1_ateliers of 'caen' is Decimal.*expected a whole number"):
        table(SURVEY, "t", [response("caen", q1_ateliers=Answered(Decimal("40.11")))])  # type: ignore[arg-type]
    with pytest.raises(UsageError, match=r"'q1_ateliers' holds whole numbers: 40\.11 is none"):
        _cell(Variable("q1_ateliers", "Ateliers"), Decimal("40.11"))
    assert _cell(Variable("q1_ateliers", "Ateliers"), Decimal("40.00")) == 40


@pytest.mark.parametrize(("write", "suffix"), [(to_sav, "sav"), (to_dta, "dta")])
def test_a_weight_is_a_variable_of_its_own_with_its_decimals(write: object, suffix: str) -> None:
    who = Respondent(code=RespondentCode("caen"), name="Caen", attributes={"poids": "2.5"})
    population = Population(unit="ville", units="villes", respondents=(who,))
    survey = small_survey(population=population, report=None, sampling=Sampling(size=2, weights="poids"))
    assert callable(write)
    data = write(table(survey, "t", [response("caen", q1_ateliers=Answered(7), q7_observations=Answered("fin"))])).data
    held, metadata = read_labelled(data, suffix)
    assert (held["poids"], held["q1_ateliers"], held["q7_observations"]) == ([2.5], [7], ["fin"])
    assert metadata.column_names_to_labels["poids"] == "Poids du répondant"
    if suffix == "sav":
        assert metadata.original_variable_types["poids"] == "F10.4"
