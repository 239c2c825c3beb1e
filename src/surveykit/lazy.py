"""Packages that import a public name when it is first asked for: most commands need few of them."""

from __future__ import annotations

import ast
import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType


def lazily(package: str, file: str) -> None:
    """Makes a package offer what its stub, the `.pyi` beside its file, says that it imports: the one list of it."""
    tree = ast.parse(Path(file).with_suffix(".pyi").read_text(encoding="utf-8"))
    imported = (node for node in tree.body if isinstance(node, ast.ImportFrom) and node.module is not None)
    where = {alias.name: str(node.module) for node in imported for alias in node.names}
    module = sys.modules[package]
    module.__dict__.update(_where=where, __all__=sorted(where))
    module.__class__ = _Package


class _Package(ModuleType):
    _where: dict[str, str]

    def __getattr__(self, name: str) -> object:
        """The name, imported from where it is made."""
        if name not in self._where:
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        found = getattr(import_module(self._where[name]), name)
        setattr(self, name, found)
        return found

    def __setattr__(self, name: str, value: object) -> None:
        """Sets a name; a submodule of the name of a public function does not hide it."""
        if not (isinstance(value, ModuleType) and name in self._where):
            super().__setattr__(name, value)

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *self._where})
