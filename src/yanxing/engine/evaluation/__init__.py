"""Terms and conditions: compiled to closures once a stage, then run row by row.

    scope = Scope.of_run(policy, "exam", as_of=day, calendar=calendar, facts=facts, results=settled)
    scope.all_rows, scope.live = rows, rows_still_in    # before each stage and each column of a compute
    work = compile_term(column.is_, scope)                  # Row -> Value
    met = compile_condition(requirement.that, scope)        # Row -> True | False | Unknown
    reads = reads_of(requirement.that, scope)               # Row -> Reads, for the stored reason

Whatever cannot be told comes back as `Unknown` with its gaps. A gap's `where` is empty for the row at hand,
`sheets/j3` for a record of it, `workers/w3` or `essays/e4` for a row of another kind or run.
"""

from yanxing.engine.evaluation import conditions, dates, lookups, measures, tables, terms
from yanxing.engine.evaluation.compiling import compile_condition, compile_term
from yanxing.engine.evaluation.names import compile_column
from yanxing.engine.evaluation.reads import reads_of
from yanxing.engine.evaluation.remembering import remembered
from yanxing.engine.evaluation.scope import Facts, Scope, UnresolvedName
from yanxing.engine.evaluation.shapes import Shape, columns_of, shape_of_kind, shape_of_run

COMPILERS = (conditions, dates, lookups, measures, tables, terms)
"""The modules that teach `compiling` each construct."""

__all__ = [
    "COMPILERS",
    "Facts",
    "Scope",
    "Shape",
    "UnresolvedName",
    "columns_of",
    "compile_column",
    "compile_condition",
    "compile_term",
    "reads_of",
    "remembered",
    "shape_of_kind",
    "shape_of_run",
]
