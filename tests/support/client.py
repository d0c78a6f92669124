"""The feed as a browser follows it: a snapshot, then frames folded into it, by the contract."""

import json
from collections.abc import Callable, Mapping
from typing import Any

State = dict[str, Any]
Frame = Mapping[str, Any]


class Follower:
    """What a browser knows of each topic it watches, from the messages it was sent."""

    def __init__(self) -> None:
        self.states: dict[str, State] = {}
        self.ended: dict[str, Frame] = {}
        self.gone: set[str] = set()
        self._seqs: dict[str, int] = {}

    def take(self, text: str) -> Frame:
        """Fold one message in and give it; a gap in the numbers is a fault of the server."""
        message: Frame = json.loads(text)
        topic, seq, kind = message["topic"], message["seq"], message["kind"]
        if kind == "snapshot":
            self.states[topic] = message["state"]
            self.gone.discard(topic)
        elif kind == "gone":
            assert seq == 0
            self.states.pop(topic, None)
            self.gone.add(topic)
        else:
            assert seq == self._seqs[topic] + 1, "a message is missing"
            if kind == "ended":
                self.ended[topic] = message
            else:
                self.states[topic] = fold(self.states[topic], message)
        self._seqs[topic] = seq
        return message


def fold(state: State, frame: Frame) -> State:
    """Give the state after the frame. Raises KeyError for a kind the contract does not know."""
    return _FOLDS[frame["kind"]](json.loads(json.dumps(state)), frame)


def _row(state: State, frame: Frame) -> State:
    row = frame["row"]
    who = row["account"]["id"]
    if row["role"] != "listener":
        state = _went(state, {"account_id": who})
        stage = [*state["stage"], row]
        state["stage"] = sorted(stage, key=lambda r: (r["since"], r["account"]["id"]))
        return state
    state["stage"] = _others(state["stage"], who)
    audience = state["audience"]
    if audience["rows"] is not None:
        rows = [row if one["account"]["id"] == who else one for one in audience["rows"]]
        audience["rows"] = rows if row in rows else [*rows, row]
        audience["count"] = len(audience["rows"]) + audience["blocked"]
    return state


def _went(state: State, frame: Frame) -> State:
    state["stage"] = _others(state["stage"], frame["account_id"])
    if state["audience"]["rows"] is not None:
        state["audience"]["rows"] = _others(state["audience"]["rows"], frame["account_id"])
        audience = state["audience"]
        audience["count"] = len(audience["rows"]) + audience["blocked"]
    return state


def _others(rows: list[State], account: str) -> list[State]:
    return [row for row in rows if row["account"]["id"] != account]


def _audience(state: State, frame: Frame) -> State:
    return {**state, "audience": {name: frame[name] for name in ("count", "blocked", "rows")}}


def _count(state: State, frame: Frame) -> State:
    counts = {"count": frame["count"], "blocked": frame["blocked"]}
    return {**state, "audience": {**state["audience"], **counts}}


def _card(state: State, frame: Frame) -> State:
    card = frame["card"]
    cards = [card, *(one for one in state["rooms"] if one["id"] != card["id"])]
    return {**state, "rooms": sorted(cards, key=_rank, reverse=True)}


def _rank(card: State) -> tuple[int, bool, str, str]:
    return card["followed"], card["my_language"], card["opened_at"], card["id"]


def _closed(state: State, frame: Frame) -> State:
    cards = [card for card in state["rooms"] if card["id"] != frame["room_id"]]
    return {**state, "rooms": cards}


def _aside(state: State, frame: Frame) -> State:
    return {**state, "folded": frame["folded"], "hidden": frame["hidden"]}


_FOLDS: Mapping[str, Callable[[State, Frame], State]] = {
    "room": lambda state, frame: {**state, "room": frame["room"]},
    "row": _row,
    "went": _went,
    "audience": _audience,
    "count": _count,
    "talking": lambda state, frame: {**state, "talking": frame["talking"]},
    "hands": lambda state, frame: {**state, "hands": frame["hands"]},
    "card": _card,
    "closed": _closed,
    "aside": _aside,
    "me": lambda _, frame: frame["state"],
}
