"""Turns every refusal into one form of answer, and says which routes refuse what."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from torg.errors import BadRequest, MethodNotAllowed, NotFound, TorgError, Validation
from torg.kit.http import request_id_of
from torg.kit.problems import FieldProblem, problem

KNOWN: Final[Mapping[int, type[TorgError]]] = {
    HTTPStatus.NOT_FOUND: NotFound,
    HTTPStatus.METHOD_NOT_ALLOWED: MethodNotAllowed,
}
"""What the framework itself refuses with; anything else of its own is a bad request."""


def answer_refusals(app: FastAPI) -> None:
    """Register the handlers. What is no refusal passes them, and is a fault: see RequestLog."""
    app.exception_handler(TorgError)(_refused)
    app.exception_handler(RequestValidationError)(_invalid)
    app.exception_handler(HTTPException)(_by_framework)


async def _refused(request: Request, error: TorgError) -> Response:
    return problem(error, request_id_of(request))


async def _invalid(request: Request, error: RequestValidationError) -> Response:
    faults = error.errors()
    if any(fault["loc"][0] == "path" for fault in faults):
        # An id that cannot be read is the id of nothing.
        return problem(NotFound, request_id_of(request))
    fields = [FieldProblem(path=".".join(_known(fault)), code=fault["type"]) for fault in faults]
    return problem(Validation, request_id_of(request), fields=fields)


def _known(fault: Mapping[str, Any]) -> tuple[str, ...]:
    """Say where in the body; the name of a field that nobody knows is the sender's own words."""
    where = tuple(map(str, fault["loc"][1:]))
    return where[:-1] if fault["type"] == "extra_forbidden" else where


async def _by_framework(request: Request, error: HTTPException) -> Response:
    answer = problem(KNOWN.get(error.status_code, BadRequest), request_id_of(request))
    if error.headers and "Allow" in error.headers:
        answer.headers["Allow"] = error.headers["Allow"]
    return answer
