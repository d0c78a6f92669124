"""Which SSRCs a publisher may send with, and in which section each belongs."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from torg.sfu.rtp import ExtensionIds, peek_mid, peek_ssrc

MOST_PACKETS_PER_S: Final = 120
MOST_CHANGES: Final = 8
CHANGE_EVERY_S: Final = 1.0


@dataclass(frozen=True, slots=True)
class PublishSection:
    """An accepted section that the peer sends in; `ssrcs` as its offer names them, maybe none."""

    mid: str
    payload_type: int
    ssrcs: tuple[int, ...]
    extensions: ExtensionIds


@dataclass(slots=True)
class Source:
    """One section's sender: the SSRC it has, and how much it may still send this second."""

    section: PublishSection
    ssrc: int | None = None  # learned from the MID; only when the offer names none
    allowance: float = MOST_PACKETS_PER_S
    counted_at: float = field(default=float("-inf"))

    def may_send(self, now: float) -> bool:
        """Take one packet from the allowance, which fills at 120 a second."""
        earned = (now - self.counted_at) * MOST_PACKETS_PER_S
        self.allowance = min(self.allowance + earned, float(MOST_PACKETS_PER_S))
        self.counted_at = now
        if self.allowance < 1:
            return False
        self.allowance -= 1
        return True


class Sources:
    """The allowed SSRCs of one transport.

    Asked before decrypting, because libsrtp keeps a stream for each SSRC that it authenticated;
    what a MID claims is believed only after it (`learn`).
    """

    def __init__(self) -> None:
        self._sources: dict[str, Source] = {}
        self._by_ssrc: dict[int, Source] = {}
        self._changes = 0
        self._changed_at = float("-inf")

    def replace(self, sections: Sequence[PublishSection]) -> None:
        """Take the sections of a new offer; a section that stays keeps what it learned."""
        before = self._sources
        self._sources, self._by_ssrc = {}, {}
        for section in sections:
            source = before.get(section.mid) or Source(section)
            source.section = section
            if section.ssrcs:
                source.ssrc = None
            self._sources[section.mid] = source
            for ssrc in section.ssrcs or (() if source.ssrc is None else (source.ssrc,)):
                self._by_ssrc.setdefault(ssrc, source)

    def of(self, packet: bytes, now: float) -> Source | None:
        """Tell whose packet this claims to be; None when no section may send it.

        Raises MalformedPacket.
        """
        known = self._by_ssrc.get(peek_ssrc(packet))
        if known is not None:
            return known
        if self._changes >= MOST_CHANGES or now < self._changed_at + CHANGE_EVERY_S:
            return None
        for source in self._sources.values():
            if source.section.ssrcs or source.section.extensions.mid is None:
                continue
            if peek_mid(packet, source.section.extensions) == source.section.mid:
                return source
        return None

    def learn(self, packet: bytes, source: Source, now: float) -> None:
        """Bind an authentic packet's SSRC to its section, in place of the one it had."""
        ssrc = peek_ssrc(packet)
        if ssrc in self._by_ssrc:
            return
        if source.ssrc is not None:
            del self._by_ssrc[source.ssrc]
        source.ssrc = ssrc
        self._by_ssrc[ssrc] = source
        self._changes += 1
        self._changed_at = now
