"""How one publisher's packets arrive: extended numbers, loss and jitter (RFC 3550 §6.4, A)."""

from typing import Final

from torg.sfu.rtcp import ReportBlock, SenderReport

OPUS_RATE: Final = 48_000
"""RTP units a second (RFC 7587 §4.1)."""
HALF: Final = 0x8000
"""Half of the sequence numbers: what lies further ahead lies behind."""


class Reception:
    """One source (SSRC) from its first packet on."""

    __slots__ = (
        "_at",
        "_base",
        "_expected_before",
        "_jitter",
        "_received",
        "_received_before",
        "_report",
        "_transit",
        "highest",
        "ssrc",
    )

    def __init__(self, ssrc: int, sequence: int) -> None:
        self.ssrc = ssrc
        # One roll-over ahead, so that packets older than the first one are numbered too.
        self._base = self.highest = 0x10000 + sequence
        self._received = self._received_before = self._expected_before = 0
        self._jitter = 0.0
        self._transit: float | None = None
        self._report: tuple[int, float] | None = None
        self._at = 0.0

    def take(self, sequence: int, timestamp: int, now: float) -> int:
        """Count a packet; returns its extended sequence number."""
        ahead = (sequence - self.highest) & 0xFFFF
        extended = self.highest + ahead if ahead < HALF else self.highest - (0x10000 - ahead)
        self.highest = max(self.highest, extended)
        self._received += 1
        transit = now * OPUS_RATE - timestamp
        if self._transit is not None:
            change = abs(transit - self._transit)
            if change < OPUS_RATE:  # a second and more is DTX over a wrap, not jitter
                self._jitter += (change - self._jitter) / 16
        self._transit = transit
        self._at = now
        return extended

    def heard(self, report: SenderReport, now: float) -> None:
        """Note the publisher's own report; ours echoes its middle 32 bits."""
        self._report = ((report.ntp >> 16) & 0xFFFFFFFF, now)

    def block(self, now: float) -> ReportBlock:
        """Write the report since the last one."""
        expected = self.highest - self._base + 1
        fresh_expected = expected - self._expected_before
        fresh_lost = fresh_expected - (self._received - self._received_before)
        self._expected_before, self._received_before = expected, self._received
        fraction = (fresh_lost << 8) // fresh_expected if fresh_expected > 0 < fresh_lost else 0
        last, at = self._report or (0, now)
        return ReportBlock(
            ssrc=self.ssrc,
            fraction_lost=min(fraction, 255),
            total_lost=max(0, min(expected - self._received, 0x7FFFFF)),
            highest_sequence=self.highest & 0xFFFFFFFF,
            jitter=int(self._jitter),
            last_sr=last,
            delay_since_last_sr=min(int((now - at) * 65536), 0xFFFFFFFF),
        )
