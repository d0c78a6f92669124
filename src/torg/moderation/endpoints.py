"""All routers of this package, in one place for whoever wires the gateway."""

from typing import Final

from torg.moderation import (
    appeal_endpoints,
    audit_endpoints,
    handling_endpoints,
    member_endpoints,
    oversight_endpoints,
    report_endpoints,
)

ROUTERS: Final = (
    report_endpoints.router,
    audit_endpoints.router,
    member_endpoints.router,
    oversight_endpoints.router,
    handling_endpoints.router,
    appeal_endpoints.router,
)
