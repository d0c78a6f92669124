"""P17 and P18: what is no lease token opens nothing, and what upstream is told of each role."""

import base64
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import jwt
import pytest
from livekit import api
from tests.media.test_leases import ANA, NOON

from torg.media.tokens import BadLeaseToken, LeaseClaim, LeaseKeys
from torg.stage.roles import Role

OWN = b"a key of at least sixty-four bytes, as the longest algorithm asks"
SECRET = "another secret of sixty-four bytes or more, for the same reason."  # noqa: S105
KEYS = LeaseKeys(OWN, "torg", SECRET)
TOKEN = KEYS.lease_token(ANA, NOON)


def signed(
    key: bytes | str = OWN,
    headers: dict[str, Any] | None = None,
    algorithm: str = "HS256",
    without: tuple[str, ...] = (),
    **changed: object,
) -> str:
    claims = jwt.decode(TOKEN, options={"verify_signature": False}) | changed
    for name in without:
        del claims[name]
    return jwt.encode(claims, key, algorithm=algorithm, headers=headers)


def raw(header: str, claims: str, key: bytes = OWN) -> str:
    """Sign any text at all."""
    body = ".".join(
        base64.urlsafe_b64encode(part.encode()).rstrip(b"=").decode() for part in (header, claims)
    )
    signature = jwt.algorithms.HMACAlgorithm(jwt.algorithms.HMACAlgorithm.SHA256).sign(
        body.encode(), key
    )
    return f"{body}.{base64.urlsafe_b64encode(signature).rstrip(b'=').decode()}"


SECONDS = int(NOON.timestamp())
HEADER = '{"alg":"HS256","typ":"JWT"}'
CLAIMS = jwt.decode(TOKEN, options={"verify_signature": False})

CONFUSED: dict[str, Callable[[], str]] = {
    "nothing": lambda: "",
    "no token": lambda: "x.y.z",
    "two parts": lambda: TOKEN.rpartition(".")[0],
    "four parts": lambda: TOKEN + ".x",
    "unsigned": lambda: TOKEN.rpartition(".")[0] + ".",
    "alg none": lambda: raw('{"alg":"none"}', json.dumps(CLAIMS)),
    "alg None": lambda: raw('{"alg":"None"}', json.dumps(CLAIMS)),
    "alg missing": lambda: raw("{}", json.dumps(CLAIMS)),
    "alg HS384": lambda: signed(algorithm="HS384"),
    "alg HS512": lambda: signed(algorithm="HS512"),
    "alg RS256": lambda: raw('{"alg":"RS256"}', json.dumps(CLAIMS)),
    "another key": lambda: signed(b"x" * 32),
    "the media server's key": lambda: signed(SECRET),
    "an empty key": lambda: raw(HEADER, json.dumps(CLAIMS), b""),
    "kid": lambda: signed(headers={"kid": "../../dev/null"}),
    "jku": lambda: signed(headers={"jku": "https://example.org/keys"}),
    "jwk": lambda: signed(headers={"jwk": {"kty": "oct", "k": "eA"}}),
    "x5u": lambda: signed(headers={"x5u": "https://example.org/chain"}),
    "crit": lambda: signed(headers={"crit": ["exp"]}),
    "b64": lambda: signed(headers={"b64": False, "crit": ["b64"]}),
    "zip": lambda: signed(headers={"zip": "DEF"}),
    "no audience": lambda: signed(without=("aud",)),
    "another audience": lambda: signed(aud="torg-feed"),
    "a list of audiences": lambda: signed(aud=["torg-rtc"]),
    "no subject": lambda: signed(without=("sub",)),
    "a number for a subject": lambda: signed(sub=7),
    "no end": lambda: signed(without=("exp",)),
    "no beginning": lambda: signed(without=("nbf",)),
    "an end in words": lambda: signed(exp="never"),
    "an end that is true": lambda: raw(HEADER, json.dumps(CLAIMS | {"exp": True})),
    "an end beyond all time": lambda: raw(HEADER, json.dumps(CLAIMS | {"exp": 10**40})),
    "a life too long": lambda: signed(exp=SECONDS + 601),
    "begins later": lambda: signed(nbf=SECONDS + 6, exp=SECONDS + 600),
    "ended": lambda: signed(nbf=SECONDS - 605, exp=SECONDS - 5),
    "no room": lambda: signed(without=("room",)),
    "every room": lambda: signed(room="*"),
    "no account": lambda: signed(without=("account",)),
    "no epoch": lambda: signed(without=("epoch",)),
    "an epoch in words": lambda: signed(epoch="all"),
    "an inner token": lambda: KEYS.inner_token(ANA, NOON),
    "claims that are a list": lambda: raw(HEADER, "[]"),
    "a header that is a list": lambda: raw("[]", json.dumps(CLAIMS)),
    "very long": lambda: signed(filler="x" * 10_000),
    "deep": lambda: raw(HEADER, "[" * 900 + "]" * 900),
    "a claim doubled": lambda: raw(HEADER, json.dumps(CLAIMS)[:-1] + ',"sub":"x"}'),
    "a claim too many": lambda: signed(video={"roomAdmin": True}),
    "no ASCII": lambda: TOKEN + "é",
}


@pytest.mark.parametrize("fault", CONFUSED)
def test_what_is_not_just_a_lease_token_is_refused(fault: str) -> None:
    text = CONFUSED[fault]()

    with pytest.raises(BadLeaseToken):
        KEYS.read_lease_token(text, NOON)


def test_a_lease_token_claims_its_lease_and_nothing_else() -> None:
    claim = KEYS.read_lease_token(TOKEN, NOON)

    assert claim == LeaseClaim(ANA.id, ANA.account, ANA.room, ANA.epoch)
    assert claim.is_of(ANA)
    assert not claim.is_of(replace(ANA, epoch=2))
    assert set(CLAIMS) == {"aud", "sub", "account", "room", "epoch", "nbf", "exp"}


@pytest.mark.parametrize(("seconds", "holds"), [(-6, False), (-5, True), (604, True), (605, False)])
def test_a_lease_token_holds_ten_minutes_and_five_seconds_of_leeway(
    seconds: int, *, holds: bool
) -> None:
    now = NOON + timedelta(seconds=seconds)

    if holds:
        assert KEYS.read_lease_token(TOKEN, now).lease == ANA.id
    else:
        with pytest.raises(BadLeaseToken):
            KEYS.read_lease_token(TOKEN, now)


def inner(role: Role, *, held: bool) -> dict[str, Any]:
    token = KEYS.inner_token(replace(ANA, role=role, held=held), NOON)
    claims: dict[str, Any] = jwt.decode(
        token,
        SECRET,
        algorithms=["HS256"],
        issuer="torg",
        options={"verify_exp": False, "verify_nbf": False},
    )
    return claims


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("held", [False, True])
def test_upstream_is_told_each_roles_grant_field_by_field(role: Role, *, held: bool) -> None:
    claims = inner(role, held=held)
    speaks = role is not Role.LISTENER and not held

    assert claims == {
        "iss": "torg",
        "sub": ANA.id,
        "nbf": SECONDS,
        "exp": SECONDS + 60,
        "video": {
            "roomJoin": True,
            "room": str(ANA.room),
            "canSubscribe": True,
            "canPublish": speaks,
            "canPublishSources": ["microphone"] if speaks else [],
            "canPublishData": False,
            "canUpdateOwnMetadata": False,
        },
    }


def test_no_lease_token_is_a_token_at_the_media_server() -> None:
    with pytest.raises(jwt.InvalidTokenError):
        api.TokenVerifier("torg", SECRET).verify(TOKEN)


def test_keys_are_never_printed() -> None:
    assert SECRET not in repr(KEYS)
    assert OWN.decode() not in repr(KEYS)
