"""The figures of leases, proxy and reconciler."""

from typing import Final

from prometheus_client import Counter, Gauge

ORPHANS: Final = Counter(
    "torg_media_orphans_total", "Identities found at the media server that never had a lease."
)
ORDERS: Final = Counter("torg_media_orders_total", "Orders to the media server.", ["order"])
ROUNDS_FAILED: Final = Counter(
    "torg_media_rounds_failed_total", "Comparisons that could not be made."
)
LINES: Final = Gauge("torg_signalling_lines", "Open signalling connections.")
LINES_REFUSED: Final = Counter(
    "torg_signalling_refused_total", "Signalling connects refused.", ["status"]
)
LINES_CLOSED: Final = Counter(
    "torg_signalling_closed_total", "Signalling connections closed, by code.", ["code"]
)
WEBHOOKS: Final = Counter("torg_webhooks_total", "Reports of the media server.", ["outcome"])
CHILD_STARTS: Final = Counter(
    "torg_media_starts_total", "Media servers started or taken over.", ["how"]
)
