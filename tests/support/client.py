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
    state = _went(state, {"account_id": row["account"]["id"]})
    audience = state["audience"]
    if row["role"] != "listener":
        state["stage"] = _in_order([*state["stage"], row])
    elif audience["rows"] is not None:
        audience["rows"] = _in_order([*audience["rows"], row])
        audience["count"] = len(audience["rows"])
    return state


def _went(state: State, frame: Frame) -> State:
    def others(rows: list[State]) -> list[State]:
        return [row for row in rows if row["account"]["id"] != frame["account_id"]]

    state["stage"] = others(state["stage"])
    if state["audience"]["rows"] is not None:
        state["audience"]["rows"] = others(state["audience"]["rows"])
        state["audience"]["count"] = len(state["audience"]["rows"])
    return state


def _in_order(rows: list[State]) -> list[State]:
    return sorted(rows, key=lambda row: (row["since"], row["account"]["id"]))


def _audience(state: State, frame: Frame) -> State:
    return {**state, "audience": {"count": frame["count"], "rows": frame["rows"]}}


def _count(state: State, frame: Frame) -> State:
    return {**state, "audience": {**state["audience"], "count": frame["count"]}}


def _card(state: State, frame: Frame) -> State:
    others = _closed(state, {"room_id": frame["card"]["id"]})["rooms"]
    cards = [*others, frame["card"]]
    return {"rooms": sorted(cards, key=lambda c: (c["opened_at"], c["id"]), reverse=True)}


def _closed(state: State, frame: Frame) -> State:
    return {"rooms": [card for card in state["rooms"] if card["id"] != frame["room_id"]]}


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
    "me": lambda _, frame: frame["state"],
}
