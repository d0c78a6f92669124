"""The HTTP API as OpenAPI describes it; clients' types are made from it."""

from collections.abc import Iterator
from typing import Any, Final

from torg.app.compose import build_app
from torg.app.feed_schema import feed_schemas, feed_webhooks
from torg.config import Settings
from torg.errors import (
    BadRequest,
    BodyTooLarge,
    DatabaseBusy,
    DiskFull,
    ForeignOrigin,
    NotFound,
    NotJson,
    TooMany,
    TorgError,
    Validation,
)
from torg.kit.clock import SystemClock

A_PROBLEM: Final = {
    "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}
}
NOT_OURS: Final = ("HTTPValidationError", "ValidationError")
"""FastAPI's own form of a refusal, which our handlers never let out."""
REFUSALS: Final = ("4", "5")
ALWAYS: Final = (BadRequest, TooMany, DatabaseBusy)
COMMANDS: Final = (ForeignOrigin, BodyTooLarge, NotJson, Validation, DiskFull)
NAMING: Final = (NotFound,)
"""What is refused before a route is asked, or beneath it: of everything, of whatever may change
something, and of an address that names a thing."""


def describe() -> dict[str, Any]:
    """Give the OpenAPI document of the gateway; every refusal in it is a problem.

    The feed stands in it as webhooks.
    """
    document = build_app(Settings.model_validate({}), SystemClock()).openapi()
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            for status, answer in operation["responses"].items():
                if status.startswith(REFUSALS):
                    answer["content"] = A_PROBLEM
            for refusal in _before_the_route(method, path):
                _add(operation["responses"], refusal)
    everywhere = (*ALWAYS, *COMMANDS, *NAMING)
    document["components"]["responses"] = {each.__name__: _shared(each) for each in everywhere}
    for name in NOT_OURS:
        document["components"]["schemas"].pop(name, None)
    document["components"]["schemas"] |= feed_schemas()
    document["webhooks"] = feed_webhooks()
    return document


def _before_the_route(method: str, path: str) -> Iterator[type[TorgError]]:
    yield from ALWAYS
    if method != "get":
        yield from COMMANDS
    if "{" in path:
        yield from NAMING


def _add(responses: dict[str, Any], refusal: type[TorgError]) -> None:
    """Name a refusal under its status, after those of the route itself."""
    status = str(int(refusal.status))
    if status not in responses:
        responses[status] = {"$ref": f"#/components/responses/{refusal.__name__}"}
        return
    phrase, _, codes = responses[status]["description"].partition(": ")
    known = [*codes.split(", "), refusal.code]
    responses[status]["description"] = f"{phrase}: {', '.join(dict.fromkeys(known))}"


def _shared(refusal: type[TorgError]) -> dict[str, Any]:
    return {"description": f"{refusal.status.phrase}: {refusal.code}", "content": A_PROBLEM}
