"""The survey under test."""

from __future__ import annotations

from importlib.resources import as_file

import pytest

import reseaux_2014
from surveykit.load import load_definition
from surveykit.model import Survey


@pytest.fixture(scope="session")
def reseaux() -> Survey:
    with as_file(reseaux_2014.folder()) as folder:
        return load_definition(folder)
