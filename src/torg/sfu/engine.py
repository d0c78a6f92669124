"""All rooms and transports together: a datagram, a message or the time in, outputs out."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from livekit.protocol.models import (
    ClientConfigSetting,
    ClientConfiguration,
    DisconnectReason,
    ServerInfo,
)
from livekit.protocol.rtc import JoinResponse, LeaveRequest, SignalResponse
from livekit.protocol.webhook import WebhookEvent

from torg.sfu.admission import NO_ROOM, Admission, NotAdmitted
from torg.sfu.config import Config
from torg.sfu.forwarding import Forwarding
from torg.sfu.guard import Guard
from torg.sfu.links import Endpoint, Link, Links, Side
from torg.sfu.metrics import Budget
from torg.sfu.negotiation import OfferQueue
from torg.sfu.participant import ConnectionId, Hangup, Participant, Signals
from torg.sfu.peer import Reason
from torg.sfu.presence import Presence
from torg.sfu.room import NORMAL_CLOSURE, RECONNECT, Room, Surroundings, fresh_sid
from torg.sfu.rounds import Every, Rounds
from torg.sfu.seam import Address
from torg.sfu.signalling import POLICY_VIOLATION, Signalling, Speaker
from torg.sfu.tokens import Claims, RoomName, refreshed
from torg.sfu.traffic import Traffic

FOLLOWED_VERSION: Final = "1.13.5"
"""The LiveKit server whose behaviour this is; clients refuse to talk to a nameless one."""
PROTOCOL: Final = 17
PING_EVERY_S: Final = 5
SILENT_FOR_S: Final = 15
"""How long a socket may say nothing, and how long media outlives its socket."""
REFRESH_EVERY_S: Final = 300
FLUSH_AT_ONCE: Final = 64
"""Offers waiting that are sent without waiting for the next tick."""
RESUME_REFUSED: Final = SignalResponse(
    leave=LeaveRequest(reason=DisconnectReason.STATE_MISMATCH, action=LeaveRequest.RECONNECT)
).SerializeToString()


@dataclass(slots=True, eq=False)
class Connection:
    """One signalling socket."""

    id: ConnectionId
    room: Room
    participant: Participant
    claims: Claims
    messages: Budget
    heard_at: float
    refreshed_at: float


class Engine:
    """The media server without its sockets and clocks.

    The shell feeds it and then drains `signals`, `links.outbox` and `reports`. `now` is
    monotonic; wall time is told with every tick and kept as its distance from `now`.
    """

    def __init__(self, config: Config, endpoint: Endpoint, now: float, wall: float) -> None:
        self.config, self.metrics = config, endpoint.metrics
        self._random, self._ahead = endpoint.random, wall - now
        self._version = endpoint.version
        self.forwarding = Forwarding(endpoint.fanout, endpoint.random, endpoint.metrics)
        self.links = Links(endpoint, self.forwarding, config.limits, now)
        self.traffic = Traffic(self.links, self.forwarding, endpoint)
        self.signalling = Signalling(self.links, endpoint.metrics)
        self.rooms: dict[RoomName, Room] = {}
        self.connections: dict[ConnectionId, Connection] = {}
        self.signals: Signals = []
        self.reports: list[WebhookEvent] = []
        self.offers: OfferQueue[Participant] = OfferQueue(config.limits.offers_per_s, now)
        self.presence = Presence(config.dead_man_s, endpoint.metrics, now)
        self._rounds = Rounds(self.forwarding, endpoint.fanout, endpoint.metrics, now)
        self._transports = Every(0.25, now)
        self._looks = Every(0.5, now)
        self._joins = Budget(config.limits.joins_per_s, config.limits.joins_per_s, now)
        self._newest = 0
        self.governed_at = now
        """When somebody with the API's key last called RoomService."""

    def wall(self, now: float) -> float:
        """Say what time it is for people, in Unix seconds."""
        return now + self._ahead

    # -- signalling

    def admit(self, admission: Admission, now: float) -> None:
        """Check that the room is there and has a place. Raises NotAdmitted."""
        room = self.rooms.get(admission.claims.room)
        if room is None and not self.config.auto_create:
            raise NotAdmitted(HTTPStatus.NOT_FOUND, NO_ROOM)
        if room is None and len(self.rooms) >= self.config.limits.rooms:
            raise NotAdmitted(HTTPStatus.SERVICE_UNAVAILABLE, "too many rooms", retry_after_s=1)
        people = sum(len(each.participants) for each in self.rooms.values())
        if people >= self.config.limits.peers or self.abandoned(now):
            raise NotAdmitted(HTTPStatus.SERVICE_UNAVAILABLE, "no place left", retry_after_s=1)
        if room is not None and 0 < room.max_participants <= len(room.participants):
            again = admission.claims.identity in room.participants
            if not again:
                raise NotAdmitted(HTTPStatus.SERVICE_UNAVAILABLE, "the room is full", 1)

    def take_join(self, now: float) -> None:
        """Spend one of the joins that are allowed in a second. Raises NotAdmitted."""
        if not self._joins.take(now):
            raise NotAdmitted(HTTPStatus.SERVICE_UNAVAILABLE, "too many joins", retry_after_s=1)

    def next_connection(self) -> ConnectionId:
        """Give a socket that was accepted its number."""
        self._newest += 1
        return ConnectionId(self._newest)

    def connect(self, connection: ConnectionId, admission: Admission, now: float) -> None:
        """Begin a signalling connection: `join`, then the first offer."""
        if admission.resumes:
            # All clients then connect afresh (§2.6); what is left of the old one goes with that.
            self.signals.append((connection, RESUME_REFUSED))
            self.signals.append((connection, Hangup(NORMAL_CLOSURE, "resume")))
            return
        claims = admission.claims
        room = self.open_room(claims.room, now)
        participant = Participant(
            identity=claims.identity,
            sid=fresh_sid("PA", self._random),
            permission=claims.permission,
            joined_at=self.wall(now),
            signals=self.signals,
            name=claims.name,
            metadata=claims.metadata,
            attributes=dict(claims.attributes),
            kind=claims.kind,
            client_protocol=admission.client_protocol,
            auto_subscribe=admission.auto_subscribe,
            connection=connection,
        )
        limits = self.config.limits
        messages = Budget(limits.messages_per_s, limits.message_burst, now)
        self.connections[connection] = Connection(
            connection, room, participant, claims, messages, heard_at=now, refreshed_at=now
        )
        self.links.open(room, participant, Side.HEARS, now)
        room.join(participant)
        participant.say(SignalResponse(join=self._welcome(room, participant)))
        self.refresh(self.connections[connection], now)
        room.audience.changed.add(participant)
        self.settle(now)

    def receive_signal(self, connection_id: ConnectionId, data: bytes, now: float) -> None:
        """Take one message of a socket."""
        connection = self.connections.get(connection_id)
        if connection is None or connection.participant.connection != connection_id:
            return
        participant = connection.participant
        connection.heard_at = now
        if not connection.messages.take(now):
            self.metrics.count("signal_too_fast")
            participant.hang_up(POLICY_VIOLATION, "too many messages")
            return
        speaker = Speaker(connection.room, participant, now, self.wall(now))
        with Guard(self.metrics, lambda: self._failed(connection, now)):
            self.signalling.receive(speaker, data)
            for side in Side:
                link = self.links.of(participant, side)
                if link is not None:
                    self.traffic.drain(link, now)
        if participant.listening.waiting():
            connection.room.audience.changed.add(participant)
        self.settle(now)

    def disconnected(self, connection_id: ConnectionId, now: float) -> None:
        """Note that a socket is gone; without `leave` its participant stays for a while."""
        connection = self.connections.pop(connection_id, None)
        if connection is not None and connection.participant.connection == connection_id:
            connection.participant.connection = None
        self.settle(now)

    def refresh(self, connection: Connection, now: float) -> None:
        """Send the token the client connects with next time."""
        connection.refreshed_at = now
        participant, key = connection.participant, connection.claims.key
        token = refreshed(
            connection.claims,
            participant.name,
            participant.permission,
            self.wall(now),
            self.config.keys[key],
        )
        participant.say(SignalResponse(refresh_token=token))

    # -- datagrams

    def receive_datagram(self, data: bytes, source: Address, now: float) -> None:
        """Take one datagram; it may only hurt its own peer."""
        self.traffic.receive(data, source, now)
        if self.traffic.over:
            self.settle(now)

    def shake_hands(self, now: float) -> bool:
        """Work on one handshake datagram that was put off; False when there is none."""
        worked = self.traffic.shake_hands(now)
        if self.traffic.over:
            self.settle(now)
        return worked

    # -- rooms

    def open_room(self, name: RoomName, now: float) -> Room:
        """Find a room, or make it."""
        room = self.rooms.get(name)
        if room is None:
            around = Surroundings(
                self.forwarding,
                self._random,
                self.config.announce,
                self.config.limits_in_rooms(),
                self.reports,
            )
            room = Room(
                name=name,
                sid=fresh_sid("RM", self._random),
                cname=self._random(8).hex(),
                around=around,
                created_at=self.wall(now),
                empty_since=now,
            )
            self.rooms[name] = room
        return room

    def close_room(self, room: Room, now: float) -> None:
        """End a room for everybody in it."""
        room.close(now)
        self.rooms.pop(room.name, None)
        self._settle_room(room)

    def governed(self, now: float) -> None:
        """Note a call of somebody who holds the API's key: the gateway lives."""
        self.governed_at = now

    def abandoned(self, now: float) -> bool:
        """Whether the dead-man timer has run out."""
        return self.presence.abandoned(self.governed_at, now)

    def forwarding_table(self) -> dict[str, dict[str, list[str]]]:
        """Say who sends and who is sent something, by room and identity; for tests."""
        table = {}
        for room in self.rooms.values():
            published = [*room.published.values()]
            sends = {who.identity for who, each in published if each.track.gate_open}
            peers = {peer for _, each in published for peer in each.track.listeners}
            hears = {who.identity for who in room.participants.values() if who.hears_at in peers}
            table[str(room.name)] = {
                "sends": sorted(map(str, sends)),
                "hears": sorted(map(str, hears)),
            }
        return table

    # -- time

    def tick(self, now: float, wall: float) -> None:
        """Do what is due; at least ten times a second."""
        self._ahead = wall - now
        if self._transports.due(now):
            self.traffic.tick(now)
        self._rounds.tick(self.rooms.values(), self.links, now, wall)
        if self._looks.due(now):
            for room in self.rooms.values():
                with Guard(self.metrics):
                    self.presence.look(room, self.governed_at, now, wall)
            self.presence.looked(now)
            for connection in [*self.connections.values()]:
                if now - connection.heard_at > SILENT_FOR_S:
                    connection.participant.hang_up(NORMAL_CLOSURE, "silent")
                elif now - connection.refreshed_at >= REFRESH_EVERY_S:
                    self.refresh(connection, now)
        self.settle(now)
        for room in [*self.rooms.values()]:
            if self.presence.finished(room, now):
                self.close_room(room, now)
        self._send_offers(now)

    def settle(self, now: float) -> None:
        """Follow up what has changed: transports to close, offers to make."""
        over, self.traffic.over = self.traffic.over, []
        for link, reason in over:
            self._over(link, reason, now)
        for room in self.rooms.values():
            if room.departed or room.audience.changed:
                self._settle_room(room)
        if len(self.offers) <= FLUSH_AT_ONCE:
            self._send_offers(now)

    def shut_down(self, now: float) -> None:
        """Send everybody away, to come back to whoever starts next."""
        for room in self.rooms.values():
            for participant in [*room.participants.values()]:
                room.remove(participant, DisconnectReason.SERVER_SHUTDOWN, RECONNECT, now=now)
        self.settle(now)

    # -- inside

    def _settle_room(self, room: Room) -> None:
        for participant in room.departed:
            self.links.close_all(participant)
            self.offers.remove(participant)
        room.departed.clear()
        for listener in room.audience.changed:
            if not listener.gone and listener.listening.waiting():
                self.offers.put(listener, on_stage=listener.permission.can_publish)
        room.audience.changed.clear()

    def _send_offers(self, now: float) -> None:
        for listener in self.offers.due(lambda who: who.listening.ready_at() <= now, now):
            if listener.connection is not None:
                self.signalling.offer(listener, now)

    def _over(self, link: Link, reason: Reason | None, now: float) -> None:
        if link.closed:
            return
        self.metrics.count(f"transport_over_{reason or 'failed'}")
        self.links.close(link)
        participant = link.participant
        if reason == "closed_by_peer":
            # Its `leave` may be on the way; presence sees to it when there is none.
            participant.closed_at = now
            if link.side is Side.HEARS:
                link.room.audience.disconnected(participant)
            return
        mismatch = DisconnectReason.STATE_MISMATCH
        link.room.remove(participant, mismatch, RECONNECT, now=now)
        self._settle_room(link.room)

    def _failed(self, connection: Connection, now: float) -> None:
        mismatch = DisconnectReason.STATE_MISMATCH
        connection.room.remove(connection.participant, mismatch, RECONNECT, now=now)

    def _welcome(self, room: Room, participant: Participant) -> JoinResponse:
        return JoinResponse(
            room=room.info(),
            participant=participant.info(),
            other_participants=room.announced_to(participant),
            server_version=FOLLOWED_VERSION,
            server_info=ServerInfo(
                version=FOLLOWED_VERSION, protocol=PROTOCOL, debug_info=self._version
            ),
            client_configuration=ClientConfiguration(
                resume_connection=ClientConfigSetting.DISABLED
            ),
            ping_interval=PING_EVERY_S,
            ping_timeout=SILENT_FOR_S,
            subscriber_primary=True,
        )
