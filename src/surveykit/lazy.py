"""Lazy imports: a public name is imported on first access, because most commands use few."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib import import_module


def lazily(
    package: str, names: Mapping[str, str]
) -> tuple[Callable[[str], object], Callable[[], list[str]], list[str]]:
    """The `__getattr__`, `__dir__` and `__all__` of a package whose public names are imported when first asked for.

    `names` gives, for each module, what the package offers of it, parted by spaces. The package's stub
    (`__init__.pyi`) says the same to type checkers, and a test compares the two. No submodule of the package may have
    the name of a public name.

        __getattr__, __dir__, __all__ = lazily(__name__, {"surveykit.errors": "MissingExtra UsageError"})

    The `__getattr__` raises AttributeError for a name that is not public.
    """
    where = {name: module for module, offered in names.items() for name in offered.split()}

    def get(name: str) -> object:
        if name not in where:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        found = getattr(import_module(where[name]), name)
        setattr(sys.modules[package], name, found)
        return found

    def listed() -> list[str]:
        return sorted({*vars(sys.modules[package]), *where})

    return get, listed, sorted(where)
