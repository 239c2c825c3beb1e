"""Packages that import lazily: what they offer is what their stub says, and a package is never hidden by a function."""

from __future__ import annotations

import ast
import importlib
import pkgutil
from pathlib import Path
from types import ModuleType

import pytest

import surveykit

STUBS = sorted(Path(surveykit.__file__).parent.rglob("__init__.pyi"))
PACKAGES = [".".join(stub.parent.relative_to(Path(surveykit.__file__).parents[1]).parts) for stub in STUBS]


def stub_of(package: str) -> ast.Module:
    stub = Path(str(importlib.import_module(package).__file__)).with_suffix(".pyi")
    return ast.parse(stub.read_text("utf-8"))


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_offers_what_its_stub_says(package: str) -> None:
    module = importlib.import_module(package)
    imported = {
        alias.name: str(node.module)
        for node in stub_of(package).body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert module.__all__ == sorted(imported)
    for name, where in imported.items():
        assert getattr(module, name) is getattr(importlib.import_module(where), name)
    assert set(imported) <= set(dir(module))
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        _ = module.nothing


@pytest.mark.parametrize("package", PACKAGES)
def test_no_public_name_is_that_of_a_submodule(package: str) -> None:
    module = importlib.import_module(package)
    assert not {one.name for one in pkgutil.iter_modules(module.__path__)} & set(module.__all__)


def test_a_submodule_is_what_the_type_checker_says() -> None:
    import surveykit.aggregation as a  # noqa: PLC0415 (what is tested)
    import surveykit.disclosure as d  # noqa: PLC0415

    assert isinstance(a, ModuleType)
    assert isinstance(d, ModuleType)
    assert callable(surveykit.aggregate)
    assert callable(surveykit.disclose)


def test_the_version_is_that_of_the_distribution() -> None:
    assert surveykit.__version__ == importlib.metadata.version("surveykit")
