"""A random id that the database makes itself, for rows that one statement writes by the many."""

from typing import Any
from uuid import UUID

from sqlalchemy import Uuid
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeEngine


class random_id(FunctionElement[UUID]):  # noqa: N801 - it stands in statements like func.count
    """128 random bits, or a UUIDv4, as an `Uuid` column keeps them."""

    type: TypeEngine[UUID] = Uuid()
    inherit_cache: bool | None = True


@compiles(random_id, "sqlite")
def _on_sqlite(element: random_id, compiler: SQLCompiler, **_: Any) -> str:  # noqa: ANN401 - SQLAlchemy's own
    del element, compiler
    return "lower(hex(randomblob(16)))"


@compiles(random_id, "postgresql")
def _on_postgresql(element: random_id, compiler: SQLCompiler, **_: Any) -> str:  # noqa: ANN401 - SQLAlchemy's own
    del element, compiler
    return "gen_random_uuid()"
