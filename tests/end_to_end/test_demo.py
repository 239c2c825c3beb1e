"""`surveykit demo` is a whole campaign, and the same one each time."""

from __future__ import annotations

import email
import io
import json
import re
import stat
import zipfile
from collections.abc import Iterator
from email import policy
from pathlib import Path, PurePosixPath

import pypdfium2
import pytest

from surveykit.rehearsal import demo
from surveykit.words.marks import SIMULATED_ENDING, simulated_mark, simulated_name

FORMATS = ("docx", "pdf", "html")
ADDRESS = re.compile(r"[A-Za-z0-9._%+'-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")


def _run(folder: Path) -> dict[str, bytes]:
    said: list[str] = []
    stages = demo(folder, 2014, said.append)
    assert len(stages) == 6
    assert all(path.exists() for stage in stages for path, _ in stage.written)
    assert any("4 refused" in line for line in said)
    files = (path for path in folder.rglob("*") if path.is_file() and ".sqlite" not in path.name)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="module")
def first(place: Path) -> dict[str, bytes]:
    return _run(place)


def test_what_is_confidential_in_a_campaign_is_its_owners_in_the_rehearsal(
    first: dict[str, bytes], place: Path
) -> None:
    owners = {name for name in first if stat.S_IMODE((place / name).stat().st_mode) == 0o600}
    shared = ("questionnaire.", "bilan", "guide.", "codebook.", "figures-")
    assert owners == {name for name in first if not name.startswith(shared)}
    folders = {one.name: stat.S_IMODE(one.stat().st_mode) for one in place.rglob("*") if one.is_dir()}
    assert {"confidential", "coding", "returns", "forms", "messages", "corrections"} <= folders.keys()
    assert set(folders.values()) == {0o700}
    assert stat.S_IMODE((place / "reseaux_2014.sqlite").stat().st_mode) == 0o600


def test_it_writes_everything_a_campaign_has(first: dict[str, bytes]) -> None:
    for suffix in FORMATS:
        assert len([name for name in first if name.startswith("forms/") and name.endswith(suffix)]) == 26
    returned = {name: data for name, data in first.items() if name.startswith("returns/")}
    box, lot = returned.pop("returns/boite-aux-lettres.mbox"), returned.pop("returns/retours-tardifs.zip")
    with zipfile.ZipFile(io.BytesIO(lot)) as archive:
        late = len(archive.namelist())
    assert len(returned) + len(re.findall(rb"^From ", box, re.MULTILINE)) + late == 24 + 2 + 1 + 4
    real = [*(f"questionnaire.{suffix}" for suffix in FORMATS), "guide.docx", "codebook.csv", "codebook.docx"]
    reports = [*(f"bilan.{suffix}" for suffix in (*FORMATS, "xlsx")), "bilan-1.docx", "figures.xlsx"]
    told = ["findings.csv", "findings.html", "status.html", "status-final.html"]
    coded = [f"coding/{name}.xlsx" for name in ("claire", "hugo", "reconciled", "late")]
    data = [f"confidential/answers.{to}" for to in ("parquet", "csv", "xlsx", "sav", "dta")]
    made = [simulated_name(name) for name in (*reports, *told, *coded, *data)]
    for name in (*real, *made, "confidential/answers-donnees-simulees.statuses.csv"):
        assert len(first[name]) > 1000, name


def test_whatever_is_made_of_its_answers_says_so_in_its_name(first: dict[str, bytes]) -> None:
    by_themselves = {"questionnaire", "guide", "codebook"}
    for name in first:
        whole = PurePosixPath(name)
        said = SIMULATED_ENDING in whole.name
        assert said is (whole.parts[0] not in {"forms", "returns"} and whole.stem not in by_themselves), name


def test_no_address_of_it_leads_anywhere(first: dict[str, bytes]) -> None:
    for name, data in first.items():
        met = {address for text in texts(name, data) for address in ADDRESS.findall(text)}
        assert all(address.endswith(".example") for address in met), (name, met)
        if name.endswith(".eml"):
            draft = email.message_from_bytes(data, policy=policy.default)
            assert all(draft[header] for header in ("From", "To", "Reply-To")), name
            assert draft["Subject"].startswith(f"[{simulated_mark('fr')}] "), name
            assert draft.get_body().get_content().splitlines()[0] == simulated_mark("fr"), name


def texts(name: str, data: bytes) -> Iterator[str]:
    """What stands in a file, in what it holds, and in the properties of each."""
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            for part in package.namelist():
                yield from texts(part, package.read(part))
    elif data.startswith(b"%PDF"):
        document = pypdfium2.PdfDocument(data)
        yield from (page.get_textpage().get_text_range() for page in document)
        document.close()
    elif name.endswith(".mbox"):
        for message in re.split(rb"^From .*\n", data, flags=re.MULTILINE)[1:]:
            yield from texts("message.eml", message)
    elif name.endswith(".eml"):
        draft = email.message_from_bytes(data, policy=policy.default)
        yield from (str(header) for header in draft.values())
        yield draft.get_body().get_content()
        for attached in draft.iter_attachments():
            held = attached.get_content()
            yield from texts(str(attached.get_filename()), held.encode() if isinstance(held, str) else held)
    else:
        yield data.decode("utf-8", "replace")


def test_messages_go_to_those_whom_they_concern(first: dict[str, bytes]) -> None:
    drafts = {
        name: email.message_from_bytes(data, policy=policy.default)
        for name, data in first.items()
        if name.startswith("messages/")
    }
    number = {
        kind: len([name for name in drafts if f"/{kind}/" in name]) for kind in ("sending", "reminder", "overdue")
    }
    assert number["sending"] == 26
    assert number["sending"] > number["reminder"] > number["overdue"] == 4
    stranger, asked_again = sorted(
        (name for name in drafts if "/unreadable/" in name), key=lambda name: "secretariat" not in name
    )
    assert drafts[stranger]["To"] == "secretariat@repondants.example"
    assert asked_again.replace("unreadable/illisible", "overdue/relance") not in drafts
    assert len([name for name in drafts if "/receipt/" in name]) == 26 - number["overdue"] - 1
    assert len([name for name in drafts if "/corrections/" in name]) >= 4
    for name, draft in drafts.items():
        attached = len(list(draft.iter_attachments()))
        assert attached == {"sending": 1, "corrections": 2, "receipt": 1}.get(name.split("/")[1], 0), name


def test_the_second_release_was_compared_with_the_first(first: dict[str, bytes]) -> None:
    figures = json.loads(first["figures-donnees-simulees.json"])
    assert (figures["surveyed"], figures["returned"]) == (26, 24)
    assert len(figures["figures"]) == (30 + 13) * 3
    assert any(one["id"].endswith("_themes") and one["status"] == "published" for one in figures["figures"])
    value = {one["id"]: one.get("value") for one in figures["figures"] if one["group"] is None}
    assert value["reseaux_aujourdhui"] > 100
    one, other = (json.loads(first[f"audit-{number}-donnees-simulees.json"]) for number in (1, 2))
    assert (len(one["earlier_releases"]), len(other["earlier_releases"])) == (0, 1)
    assert other["differences"] == "releases"
    assert other["published"] > len(figures["figures"]) / 2


def test_it_shows_clumsy_answers_and_their_messages(first: dict[str, bytes]) -> None:
    findings = first["findings-donnees-simulees.csv"].decode()
    for code in (
        "approximate",
        "several_numbers",
        "decimal",
        "two_files",
        "word_97",
        "other_edition",
        "flattened",
        "no_answer",
    ):
        assert f",{code}," in findings, code


def test_it_is_the_same_each_time(first: dict[str, bytes], tmp_path: Path) -> None:
    again = _run(tmp_path)
    assert {name for name in first if first[name] != again.get(name)} == set()
    assert _run(tmp_path) == again
