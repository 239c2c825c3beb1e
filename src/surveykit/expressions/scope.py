"""What the names of an expression stand for."""

from __future__ import annotations

from collections.abc import Mapping

from surveykit.expressions.errors import nearest, shown
from surveykit.expressions.syntax import Name
from surveykit.expressions.tree import Expression, Field, Node
from surveykit.expressions.types import Choices, Type


class Scope:
    """The fields and the derived values that may be named; `names` are the fields that were needed so far."""

    def __init__(self, schema: Mapping[str, Type], derived: Mapping[str, Expression]) -> None:
        self.schema = schema
        self.derived = derived
        self.names: set[str] = set()

    def named(self, name: Name) -> Node:
        """The field or the derived value of that name."""
        if name.name in self.derived:
            if name.name in self.schema:
                raise name.span.error(f"{shown(name.name)} is both a field and a derived value")
            self.names |= self.derived[name.name].names
            return self.derived[name.name].root
        if name.name not in self.schema:
            hint = f"; a text is written between single quotes, {shown(name.name)}" if name.quoted else ""
            near = nearest(name.name, {*self.schema, *self.derived}) or hint
            raise name.span.error(f"unknown field {shown(name.name)}{near}")
        self.names.add(name.name)
        return Field(name.name, self.schema[name.name])

    def single(self, name: Name) -> Node:
        """The field or derived value of that name, where a set of options is not expected."""
        found = self.named(name)
        if isinstance(found.type, Choices):
            raise name.span.error(
                f"expected one value, found the field {shown(name.name)} of several options; "
                "use has(), count_ticked(), answered() or 'is null'"
            )
        return found
