"""Networks, origins and the form of a refusal."""

import json

import pytest

from torg.config import Settings
from torg.errors import NotAllowed, RoomFull, RoomNotFound, StageFull
from torg.kit.http import network_of_address
from torg.kit.origin import is_own_origin, own_origin
from torg.kit.problems import answers, problem


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.77", "192.0.2.0/24"),
        ("2001:db8:1:2:3::4", "2001:db8:1::/48"),
        ("::ffff:192.0.2.77", "192.0.2.0/24"),
        ("fe80::1%eth0", "fe80::/48"),
        ("", "unknown"),
        ("nonsense", "unknown"),
    ],
)
def test_an_address_is_cut_to_its_network(address: str, network: str) -> None:
    assert network_of_address(address) == network


@pytest.mark.parametrize(
    ("setting", "origin"),
    [
        ("http://localhost:8000", "http://localhost:8000"),
        ("https://torg.example", "https://torg.example"),
        ("https://torg.example:443/", "https://torg.example"),
        ("https://torg.example:8443", "https://torg.example:8443"),
    ],
)
def test_the_origin_is_written_as_browsers_write_it(setting: str, origin: str) -> None:
    assert own_origin(Settings.model_validate({"origin": setting})) == origin


@pytest.mark.parametrize(
    "foreign",
    [
        None,
        "null",
        "",
        "http://torg.example",
        "https://torg.example:8443",
        "https://www.torg.example",
        "https://torg.example.evil.example",
        "https://torg.example/",
    ],
)
def test_no_other_origin_is_taken_for_ours(foreign: str | None) -> None:
    settings = Settings.model_validate({"origin": "https://torg.example"})

    assert is_own_origin("https://torg.example", settings)
    assert not is_own_origin(foreign, settings)


def test_a_refusal_names_its_code_and_how_long_to_wait() -> None:
    answer = problem(StageFull(retry_after=7), "0af")

    assert answer.status_code == 409
    assert answer.headers["Retry-After"] == "7"
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert json.loads(bytes(answer.body)) == {
        "type": "about:blank",
        "title": "Conflict",
        "status": 409,
        "code": "stage_full",
        "request_id": "0af",
        "retry_after": 7,
    }


def test_routes_describe_their_refusals_by_status() -> None:
    described = answers(NotAllowed, StageFull, RoomFull, RoomNotFound)

    assert described.keys() == {403, 404, 409}
    assert described[409]["description"] == "Conflict: stage_full, room_full"
