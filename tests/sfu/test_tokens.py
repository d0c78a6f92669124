"""Access tokens: what a good one says, and a corpus of those that prove nothing (P17)."""

import base64
import json
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from livekit.api import AccessToken, VideoGrants
from livekit.protocol.models import TrackSource
from tests.support.media_world import KEY, SECRET, WALL_AHEAD, token

from torg.sfu.tokens import Permission, TokenRefused, read_token, refreshed

NOW = WALL_AHEAD
KEYS = {KEY: SECRET, "other": "another secret of more than thirty-two characters"}


def unsigned(header: object, payload: object, signature: str = "") -> str:
    parts = [
        base64.urlsafe_b64encode(json.dumps(each).encode()).rstrip(b"=").decode()
        for each in (header, payload)
    ]
    return ".".join([*parts, signature])


def signed(headers: dict[str, Any], **claims: object) -> str:
    payload = {"iss": KEY, "sub": "ana", "exp": NOW + 60} | claims
    algorithm = str(headers.pop("alg", "HS256"))
    return jwt.encode(payload, SECRET, algorithm=algorithm, headers=headers)


GOOD = {"iss": KEY, "sub": "ana", "exp": NOW + 60, "video": {"roomJoin": True, "room": "r"}}
VALID = token()
HEAD, BODY, SIGNATURE = VALID.split(".")
RSA = rsa.generate_private_key(public_exponent=65537, key_size=2048)

CORPUS = {
    "nothing": "",
    "blank": " ",
    "one part": HEAD,
    "two parts": f"{HEAD}.{BODY}",
    "four parts": f"{VALID}.x",
    "five parts, as encrypted ones have": f"{VALID}.x.y",
    "no base64": "!!!.???.###",
    "not ASCII": "ø.ø.ø",
    "a null byte": VALID + "\x00",
    "a line break": VALID + "\n.",
    "no signature": f"{HEAD}.{BODY}.",
    "signature cut": VALID[:-4],
    "signature of another token": f"{HEAD}.{BODY}.{token('bo').split('.')[2]}",
    "payload of another token": f"{HEAD}.{token('bo').split('.')[1]}.{SIGNATURE}",
    "another secret": token(secret="x" * 40),
    "the secret of another key": token(secret=KEYS["other"]),
    "another key with our secret": token(iss="other"),
    "an unknown key": token(iss="nobody"),
    "no key": token(iss=None),
    "a key that is a list": unsigned({"alg": "HS256"}, GOOD | {"iss": [KEY]}, SIGNATURE),
    "alg none": unsigned({"alg": "none"}, GOOD),
    "alg None": unsigned({"alg": "None"}, GOOD),
    "alg empty": unsigned({"alg": ""}, GOOD),
    "alg missing": unsigned({"typ": "JWT"}, GOOD),
    "alg a list": unsigned({"alg": ["HS256"]}, GOOD),
    "alg HS384": signed({"alg": "HS384"}),
    "alg HS512": jwt.encode(GOOD, SECRET * 2, algorithm="HS512"),
    "alg RS256": jwt.encode(GOOD, RSA, algorithm="RS256"),
    "alg in lower case": unsigned({"alg": "hs256"}, GOOD, SIGNATURE),
    "crit unknown": signed({"crit": ["x"], "x": 1}),
    "crit empty": unsigned({"alg": "HS256", "crit": []}, GOOD, SIGNATURE),
    "b64 false": unsigned({"alg": "HS256", "b64": False, "crit": ["b64"]}, GOOD, SIGNATURE),
    "header a list": unsigned(["HS256"], GOOD, SIGNATURE),
    "header a number": unsigned(1, GOOD, SIGNATURE),
    "payload a list": jwt.api_jws.encode(b"[1]", SECRET),
    "payload a text": jwt.api_jws.encode(b'"ana"', SECRET),
    "payload no JSON": jwt.api_jws.encode(b"{", SECRET),
    "payload not UTF-8": jwt.api_jws.encode(b'{"iss": "\xff"}', SECRET),
    "payload nested without end": jwt.api_jws.encode(b"[" * 20_000, SECRET),
    "expired": token(exp=NOW - 5),
    "expired long ago": token(exp=0),
    "never expires": token(exp=None),
    "expires as a text": token(exp=str(int(NOW + 60))),
    "expires truly": unsigned({"alg": "HS256"}, GOOD | {"exp": True}, SIGNATURE),
    "expires at infinity": jwt.api_jws.encode(b'{"iss": "key", "exp": Infinity}', SECRET),
    "expires at no number": jwt.api_jws.encode(b'{"iss": "key", "exp": NaN}', SECRET),
    "not valid yet": token(nbf=NOW + 6),
    "valid from a text on": token(nbf="now"),
    "identity too long": token("x" * 257),
    "identity too long in bytes": token("ø" * 129),
    "identity with #": token("ana#2"),
    "identity a number": token(sub=7),
    "name a list": token(name=["Ana"]),
    "name with half a character": token(name="\ud800"),
    "kind unknown": token(kind="ghost"),
    "video a list": token(video=["roomJoin"]),
    "video a text": token(video="roomJoin"),
    "roomJoin a text": token(video={"roomJoin": "true", "room": "r"}),
    "roomJoin a number": token(video={"roomJoin": 1, "room": "r"}),
    "room a number": token(video={"roomJoin": True, "room": 1}),
    "canPublish a text": token(video={"canPublish": "false"}),
    "sources a text": token(video={"canPublishSources": "microphone"}),
    "sources unknown": token(video={"canPublishSources": ["telepathy"]}),
    "sources numbers": token(video={"canPublishSources": [2]}),
    "attributes a list": token(attributes=["a"]),
    "attributes of numbers": token(attributes={"a": 1}),
    "too long": token(metadata="x" * 40_000),
}


def test_the_corpus_is_large_enough() -> None:
    assert len(CORPUS) >= 40


@pytest.mark.parametrize("bad", CORPUS.values(), ids=CORPUS.keys())
def test_a_token_that_proves_nothing_is_refused_in_our_own_words(bad: str) -> None:
    with pytest.raises(TokenRefused) as refusal:
        read_token(bad, KEYS, NOW)

    assert refusal.value.__cause__ is None
    assert len(bad) < 10 or bad[:10] not in str(refusal.value)


def test_the_official_api_writes_tokens_we_understand() -> None:
    grants = VideoGrants(
        room_join=True,
        room="talk",
        can_publish=True,
        can_publish_sources=["microphone"],
        can_subscribe=False,
    )
    text = (
        AccessToken(KEY, SECRET)
        .with_identity("ana")
        .with_name("Ana")
        .with_metadata("m")
        .with_attributes({"colour": "red"})
        .with_grants(grants)
        .to_jwt()
    )
    issued = float(jwt.decode(text, options={"verify_signature": False})["nbf"])

    claims = read_token(text, KEYS, issued)

    assert (claims.identity, claims.name, claims.metadata) == ("ana", "Ana", "m")
    assert claims.attributes == {"colour": "red"}
    assert claims.may_join()
    assert claims.room == "talk"
    assert claims.permission.may_publish(TrackSource.MICROPHONE)
    assert not claims.permission.may_publish(TrackSource.CAMERA)
    assert not claims.permission.can_subscribe


def test_what_a_grant_leaves_out_means_true_as_in_livekit() -> None:
    permission = read_token(token(), KEYS, NOW).permission

    assert permission == Permission()
    assert permission.can_publish
    assert permission.can_subscribe
    assert permission.can_publish_data
    assert not permission.can_update_metadata


@pytest.mark.parametrize(("claim", "edge"), [("exp", NOW - 4.9), ("nbf", NOW + 4.9)])
def test_clocks_may_differ_by_five_seconds(claim: str, edge: float) -> None:
    assert (
        read_token(token(exp=edge) if claim == "exp" else token(nbf=edge), KEYS, NOW).identity
        == "ana"
    )


@pytest.mark.parametrize("identity", ["x" * 256, "ø" * 128])
def test_an_identity_may_have_256_bytes(identity: str) -> None:
    assert read_token(token(identity), KEYS, NOW).identity == identity


def test_a_room_is_governed_only_by_who_was_granted_that_room() -> None:
    claims = read_token(token(video={"roomAdmin": True, "room": "a"}), KEYS, NOW)

    assert claims.may_govern("a")
    assert not claims.may_govern("b")
    assert not claims.may_govern("")
    assert not claims.may_join()


def test_a_refreshed_token_carries_the_permission_of_now() -> None:
    claims = read_token(token(name="Ana", attributes={"a": "b"}), KEYS, NOW)
    less = Permission(can_publish=False, can_subscribe=True, can_publish_data=False)

    again = read_token(refreshed(claims, "Ana B", less, NOW, SECRET), KEYS, NOW)

    assert again.permission == less
    assert (again.identity, again.room, again.name) == ("ana", "room", "Ana B")
    assert again.attributes == {"a": "b"}
    assert not again.room_admin
