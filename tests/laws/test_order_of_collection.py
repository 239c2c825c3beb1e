"""Any split of a set of returns into any number of collections, in any order, gives the same answers and findings."""

from __future__ import annotations

import json
import os
import random
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from email.utils import formatdate
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from small_survey import small_survey
from surveykit.pipeline import Campaign, findings_data, open_register, render, returns_data, status_data
from word_returns import fill

SURVEY = small_survey()
START = datetime(2024, 5, 1, 9, tzinfo=UTC)
DAY = date(2024, 7, 1)
ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        "q1_ateliers": st.sampled_from([3, 4, "environ 5", "3 ou 4", "NC", None]),
        "q3_satisfaction": st.sampled_from([1, 5, 9]),
        "q4_publics": st.sampled_from([["adultes"], ["adultes", "enfants"], ["inconnu"]]),
        "q7_observations": st.sampled_from(["Rien de plus", "Tout va bien", "."]),
    },
)
FILES = st.lists(
    st.tuples(
        st.sampled_from(["brest", "caen", "brest", None]), ANSWERS, st.integers(0, 3), st.booleans(), st.booleans()
    ),
    min_size=1,
    max_size=7,
)
"""Each file: whose, its answers, the day of saving, whether it comes a second time and whether it comes by mail."""
Drawn = tuple[str | None, Mapping[str, object], int, bool, bool]


def mailed(data: bytes, name: str, moment: float) -> bytes:
    """A message of a moment that carries a file, and words of its own."""
    mail = EmailMessage()
    mail["From"], mail["Date"] = "A. Martin <a.martin@exemple.example>", formatdate(moment)
    mail["Subject"], mail["To"] = f"Réponse {name}", "bureau@exemple.example"
    mail.set_content(f"Ci-joint notre réponse ({name}).")
    mail.add_attachment(data, maintype="application", subtype="json", filename=name)
    return bytes(mail)


def written(folder: Path, drawn: list[Drawn]) -> list[Path]:
    paths = []
    for number, (respondent, answers, day, twice, by_mail) in enumerate(drawn):
        held = {"survey": SURVEY.id, "edition": SURVEY.edition, "respondent": respondent, "answers": answers}
        for copy in range(1 + twice):
            moment = (START + timedelta(days=day + copy)).timestamp()
            path = folder / f"{number}-{copy}.json"
            data = json.dumps(held).encode()
            if by_mail:
                path, data = path.with_suffix(".eml"), mailed(data, path.name, moment)
            path.write_bytes(data)
            os.utime(path, (moment, moment))
            paths.append(path)
    return paths


def told(campaign: Campaign) -> dict[str, object]:
    """All that a register says of a campaign, the moments and the order of collecting aside."""
    answers = {one.respondent: repr(one.response.answers) for one in campaign.responses()}
    returns = [{**one, "collected_at": None} for one in returns_data(SURVEY, campaign.returns())]
    found = sorted(json.dumps(one, sort_keys=True) for one in findings_data(campaign.findings()))
    outcomes = sorted((one.sha256, one.name, one.outcome.value) for one in campaign.register.files())
    status = status_data(SURVEY, campaign.status(DAY), len(campaign.unattributed()))
    return {"answers": answers, "returns": returns, "findings": found, "files": outcomes, "status": status}


@settings(max_examples=20, deadline=None)
@given(FILES, st.randoms(use_true_random=False))
def test_neither_the_order_nor_the_number_of_collections_plays_a_part(
    drawn: list[Drawn], chance: random.Random
) -> None:
    with TemporaryDirectory() as made:
        folder = Path(made)
        paths = written(folder, drawn)
        with open_register(folder / "at-once.sqlite", SURVEY) as campaign:
            campaign.collect(*paths)
            expected = told(campaign)
        shuffled = [*paths]
        chance.shuffle(shuffled)
        with open_register(folder / "split.sqlite", SURVEY) as campaign:
            while shuffled:
                number = chance.randint(1, len(shuffled))
                campaign.collect(*(shuffled.pop() for _ in range(number)))
            assert told(campaign) == expected


def test_the_same_of_word_files_and_of_a_folder_collected_again(tmp_path: Path) -> None:
    form = render(SURVEY, "docx", respondent="brest")
    for name, day, values in (
        ("a.docx", 0, {"q1_ateliers": "3", "q7_observations": "Oui"}),
        ("b.docx", 1, {"q1_ateliers": "4"}),
        ("c.docx", 2, {"q1_ateliers": "5", "q7_observations": "Non"}),
        ("d.docx", 3, {}),
    ):
        path = tmp_path / name
        path.write_bytes(fill(form, values))
        moment = (START + timedelta(days=day)).timestamp()
        os.utime(path, (moment, moment))
    seen = []
    for order in ("abcd", "dcba", "cabdabc"):
        with open_register(tmp_path / f"{order}.sqlite", SURVEY) as campaign:
            for letter in order:
                campaign.collect(tmp_path / f"{letter}.docx")
            seen.append(told(campaign))
    assert seen[0] == seen[1] == seen[2]
    (row,) = [one for one in seen[0]["status"]["respondents"] if one["respondent"] == "brest"]  # type: ignore[index]
    assert (row["file"], row["waiting"], row["version"]) == ("c.docx", 0, 3)
