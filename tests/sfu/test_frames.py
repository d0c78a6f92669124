"""What each client version says from join to leave is answered byte for byte as it was.

Where an answer has changed on purpose: `python -m tests.support.frames`. For a new client
version: `python -m tests.contract.record_frames`, which needs both browsers, and then the same.
"""

import pytest
from tests.support.frames import CLIENTS, expected, recording, replayed


@pytest.mark.parametrize("client", CLIENTS)
def test_the_frames_of_a_visit_are_answered_as_they_were(client: str) -> None:
    told = replayed(recording(client))

    assert [[(each["to"], each["kind"]) for each in answers] for answers in told] == [
        [(each["to"], each["kind"]) for each in answers] for answers in expected(client)
    ]
    assert told == expected(client)


def test_every_client_publishes_mutes_and_leaves() -> None:
    visits = {client: set(recording(client).kinds()) for client in CLIENTS}

    assert len(visits) == 3
    assert all(
        {"add_track", "offer", "answer", "mute", "leave"} <= each for each in visits.values()
    )
