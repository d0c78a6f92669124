"""What a person at a browser notices of sound: that it is there, that it is gone, and when."""

import time

from tests.support.ears import Ears

INAUDIBLE = 1e-5
"""Energy a second below which a browser plays nothing one could hear."""

QUIET_S = 2
"""Without a packet for so long, no sound comes any more."""


class Listening(Ears):
    """Somebody who listens beside one page."""

    async def hears(self) -> bool:
        """Say whether the browser plays something now."""
        return await self.energy_over(0.2) > 10 * INAUDIBLE

    async def hears_nothing(self) -> bool:
        """Say whether the browser has been silent for a moment."""
        return await self.energy_over(0.3) < INAUDIBLE

    async def energy_over(self, seconds: float) -> float:
        """Measure the energy of all the browser plays over a while, a second's worth."""
        before = sum(row.energy for row in await self.received())
        await self.page.wait_for_timeout(seconds * 1000)
        after = sum(row.energy for row in await self.received())
        return max(0.0, after - before) / seconds

    async def last_packet(self, source: str | None = None) -> float:
        """Say when sound stopped coming, all of it or one track: no packet for 2 s after."""
        packets, last = 0, await self.now()
        quiet_since = time.monotonic()
        while time.monotonic() - quiet_since < QUIET_S:
            now = await self.now()
            rows = await self.received()
            came = sum(row.packets for row in rows if source in (None, row.id))
            if came > packets:
                last, quiet_since = now, time.monotonic()
            packets = max(packets, came)
        return last
