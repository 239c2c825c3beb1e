"""One small typed language for conditions, rules, derived values and indicators.

SQL spelling and three-valued logic; typed and checked when loaded, bounded, without loops or effects;
compiled to Python, to SQL and to JavaScript.
"""

from surveykit.expressions.check import parse
from surveykit.expressions.errors import ExpressionError
from surveykit.expressions.javascript import RUNTIME, runtime, to_javascript
from surveykit.expressions.python import Evaluate, to_python
from surveykit.expressions.sql import as_recorded, to_sql, wide
from surveykit.expressions.tree import Expression, Node, Value
from surveykit.expressions.types import (
    BOOLEAN,
    INTEGER,
    NULL,
    NUMBER,
    TEXT,
    Boolean,
    Choice,
    Choices,
    Integer,
    Null,
    Number,
    Text,
    Type,
)

__all__ = [
    "BOOLEAN",
    "INTEGER",
    "NULL",
    "NUMBER",
    "RUNTIME",
    "TEXT",
    "Boolean",
    "Choice",
    "Choices",
    "Evaluate",
    "Expression",
    "ExpressionError",
    "Integer",
    "Node",
    "Null",
    "Number",
    "Text",
    "Type",
    "Value",
    "as_recorded",
    "parse",
    "runtime",
    "to_javascript",
    "to_python",
    "to_sql",
    "wide",
]
