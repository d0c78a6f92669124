"""How a refusal looks on the wire: `application/problem+json` (RFC 9457) with a stable code."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from pydantic import BaseModel
from starlette.responses import JSONResponse

from torg.errors import Suspended, SuspensionTold, TorgError


class FieldProblem(BaseModel):
    """One field that breaks a rule: where, and which rule; never the value."""

    path: str
    code: str


class Problem(BaseModel):
    """The body of every answer that is not a success."""

    type: str = "about:blank"
    title: str
    status: int
    code: str
    request_id: str
    retry_after: int | None = None
    fields: Sequence[FieldProblem] | None = None
    suspension: SuspensionTold | None = None


class ProblemResponse(JSONResponse):
    """A refusal as an answer."""

    media_type = "application/problem+json"


def problem(
    error: TorgError | type[TorgError],
    request_id: str,
    *,
    fields: Sequence[FieldProblem] | None = None,
) -> ProblemResponse:
    """Make the answer to a refusal; `Retry-After` is set where waiting helps (seconds)."""
    retry_after = error.retry_after if isinstance(error, TorgError) else None
    body = Problem(
        title=error.status.phrase,
        status=error.status,
        code=error.code,
        request_id=request_id,
        retry_after=retry_after,
        fields=fields,
        suspension=error.told if isinstance(error, Suspended) else None,
    )
    return ProblemResponse(
        body.model_dump(mode="json", exclude_none=True),
        status_code=error.status,
        headers=None if retry_after is None else {"Retry-After": str(retry_after)},
    )


def answers(*refusals: type[TorgError]) -> dict[int | str, dict[str, Any]]:
    """Describe for OpenAPI which refusals a route may give, grouped by status."""
    codes: dict[HTTPStatus, list[str]] = {}
    for refusal in refusals:
        codes.setdefault(refusal.status, []).append(refusal.code)
    return {int(status): _described(status, names) for status, names in codes.items()}


def _described(status: HTTPStatus, codes: Sequence[str]) -> dict[str, Any]:
    return {"model": Problem, "description": f"{status.phrase}: {', '.join(codes)}"}
