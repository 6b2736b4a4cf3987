"""The queries of an archive as PostgreSQL says them: the same statements, where it has another word than SQLite.

Functions of JSON have other names and give texts; a text without regard to capitals (`NOCASE`) is compared in small
letters, of ASCII alone since all texts are of collation C; LIKE is ILIKE; and a sum of integers is one.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Boolean, Float, Integer
from sqlalchemy.dialects.postgresql.psycopg import PGCompiler_psycopg

_NO_CASE = "NOCASE"
# `$.cancels[0]` as an array of steps; said by the server, since a statement is kept whatever its paths are.
_STEPS = "string_to_array(ltrim(translate(substr({path}, 2), '[]', '.'), '.'), '.')"
_EXACT = {Boolean: "boolean", Integer: "bigint", Float: "double precision"}


def _knows_no_case(type: Any) -> bool:
    return getattr(type, "collation", None) == _NO_CASE


class Spoken(PGCompiler_psycopg):
    """Compiles for PostgreSQL what was written for SQLite."""

    def visit_json_extract_func(self, fn: Any, **kw: Any) -> str:
        source, path = (self.process(clause, **kw) for clause in fn.clauses)
        said = f"(CAST({source} AS jsonb) #>> {_STEPS.format(path=path)})"
        exact = next((name for of, name in _EXACT.items() if isinstance(fn.type, of)), None)
        return said if exact is None else f"CAST({said} AS {exact})"

    def visit_json_each_func(self, fn: Any, **kw: Any) -> str:
        return f"jsonb_array_elements(CAST({self._arguments(fn, kw)} AS jsonb))"

    def visit_json_group_array_func(self, fn: Any, **kw: Any) -> str:
        return f"CAST(jsonb_agg({self._arguments(fn, kw)}) AS text)"

    def visit_json_array_func(self, fn: Any, **kw: Any) -> str:
        return f"jsonb_build_array({self._arguments(fn, kw)})"

    def visit_hex_func(self, fn: Any, **kw: Any) -> str:
        return f"encode({self._arguments(fn, kw)}, 'hex')"

    def visit_sum_func(self, fn: Any, **kw: Any) -> str:
        said = f"sum({self._arguments(fn, kw)})"
        return f"CAST({said} AS bigint)" if isinstance(fn.type, Integer) else said

    def visit_like_op_binary(self, binary: Any, operator: Any, **kw: Any) -> str:
        said: str = self.visit_ilike_op_binary(binary, operator, **kw)  # type: ignore[no-untyped-call]
        return said

    def visit_column(self, column: Any, *args: Any, **kw: Any) -> str:
        said = super().visit_column(column, *args, **kw)
        is_shown = kw.get("within_columns_clause") or kw.get("within_group_by")
        return f"lower({said})" if _knows_no_case(column.type) and not is_shown else said

    def visit_bindparam(self, bindparam: Any, *args: Any, **kw: Any) -> str:
        said: str = super().visit_bindparam(bindparam, *args, **kw)  # type: ignore[no-untyped-call]
        is_one = not bindparam.expanding  # a list is given in small letters
        return f"lower({said})" if _knows_no_case(bindparam.type) and is_one else said

    def render_bind_cast(self, type_: Any, dbapi_type: Any, sqltext: str) -> str:
        if _knows_no_case(type_):  # a collation that PostgreSQL does not have
            return f"{sqltext}::VARCHAR"
        return super().render_bind_cast(type_, dbapi_type, sqltext)  # type: ignore[no-untyped-call, no-any-return]

    def _arguments(self, fn: Any, kw: dict[str, Any]) -> str:
        said: str = self.process(fn.clause_expr.element, **kw)
        return said
