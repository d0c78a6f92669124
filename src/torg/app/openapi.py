"""The HTTP API as OpenAPI describes it; clients' types are made from it."""

from typing import Any, Final

from torg.app.compose import build_app
from torg.app.feed_schema import feed_schemas, feed_webhooks
from torg.config import Settings
from torg.kit.clock import SystemClock

PROBLEM: Final = {"$ref": "#/components/schemas/Problem"}
NOT_OURS: Final = ("HTTPValidationError", "ValidationError")
"""FastAPI's own form of a refusal, which our handlers never let out."""
REFUSALS: Final = ("4", "5")


def describe() -> dict[str, Any]:
    """Give the OpenAPI document of the gateway; every refusal in it is a problem.

    The feed stands in it as webhooks.
    """
    document = build_app(Settings.model_validate({}), SystemClock()).openapi()
    for path in document["paths"].values():
        for operation in path.values():
            for status, answer in operation["responses"].items():
                if status.startswith(REFUSALS):
                    answer["content"] = {"application/problem+json": {"schema": PROBLEM}}
    for name in NOT_OURS:
        document["components"]["schemas"].pop(name, None)
    document["components"]["schemas"] |= feed_schemas()
    document["webhooks"] = feed_webhooks()
    return document
