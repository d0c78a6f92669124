"""S6: how long an answer takes does not tell what is hidden from what never was."""

import time
from collections.abc import Callable, Mapping, Sequence
from math import exp, fsum, sqrt
from pathlib import Path
from random import Random
from statistics import median
from typing import Any, Final
from uuid import uuid4

import pytest
from tests.support.secret_town import Secrets, a_town_of_secrets
from tests.support.unlimited import lift_limits

SAMPLES: Final = 2_000
APART_MS: Final = 1.0
ASKED: Final[Mapping[str, tuple[str, str, Mapping[str, Any] | None]]] = {
    "a closed room": ("room_id", "/api/rooms/{}", None),
    "a profile that is blocked": ("handle", "/api/members/{}", None),
    "a false recovery code": ("", "/api/sign-in/recovery", {"code": "0" * 32}),
    "a false mailed code": ("", "/api/sign-in/mail/code", {"code": "00000000"}),
    "a look at the waiting list": ("", "/api/waiting/look", {"code": "0" * 32}),
    "an invitation of another": ("invitation", "/api/invitations/{}/look", {"token": "x" * 43}),
}
"""What names the thing, where it is asked for, and what is said; else it is named by a handle."""
HIDDEN: Final = {
    "/api/sign-in/recovery": "blocker",
    "/api/sign-in/mail/code": "mailed",
    "/api/waiting/look": "waiter",
}


def never(parameter: str) -> str:
    return "never_was" if parameter in {"handle", ""} else str(uuid4())


async def took_ms(secrets: Secrets, case: str, asked: str) -> float:
    parameter, path, said = ASKED[case]
    who = secrets.asks if parameter else secrets.stranger
    body = said if parameter else {"handle": asked, **(said or {})}
    began = time.perf_counter()
    answer = await who.ask("GET" if body is None else "POST", path.format(asked), body)
    took = (time.perf_counter() - began) * 1000
    assert answer.status in {401, 404}, answer
    return took


def likeness(one: Sequence[float], other: Sequence[float]) -> float:
    """Give the p of Kolmogorov and Smirnov's test that both come from one distribution."""
    ranked = sorted([(each, 1) for each in one] + [(each, -1) for each in other])
    apart, widest = 0, 0
    for _, side in ranked:
        apart += side
        widest = max(widest, abs(apart))
    shift = widest / len(one)
    strength = (sqrt(len(one) / 2) + 0.12 + 0.11 / sqrt(len(one) / 2)) * shift
    if strength < 0.2:  # so near 1 that the series no longer converges
        return 1.0
    terms = [2.0 * (-1.0) ** (k - 1) * exp(-2 * (k * strength) ** 2) for k in range(1, 101)]
    return min(1.0, max(0.0, fsum(terms)))


def test_likeness_tells_like_from_unlike() -> None:
    dice = Random(1)  # noqa: S311 - the same in every run
    here = [dice.gauss(5, 1) for _ in range(SAMPLES)]
    there = [dice.gauss(5, 1) for _ in range(SAMPLES)]
    later = [each + 0.2 for each in there]

    assert likeness(here, there) > 0.01 > likeness(here, later)


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("case", ASKED)
async def test_what_is_hidden_takes_as_long_as_what_never_was(
    case: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    record_property: Callable[[str, object], None],
) -> None:
    lift_limits(monkeypatch)
    parameter, path, _ = ASKED[case]
    dice = Random(7)  # noqa: S311 - an order, no secret
    hidden: list[float] = []
    absent: list[float] = []
    async with a_town_of_secrets(tmp_path) as secrets:
        kept = next(iter(secrets.hidden[parameter].values())) if parameter else HIDDEN[path]
        for _ in range(50):
            await took_ms(secrets, case, kept)
        for _ in range(SAMPLES):
            # Side by side and in no order, so that both meet the same noise.
            pair = [(hidden, kept), (absent, never(parameter))]
            for times, asked in dice.sample(pair, 2):
                times.append(await took_ms(secrets, case, asked))
    apart, p = abs(median(hidden) - median(absent)), likeness(hidden, absent)
    record_property("apart_ms", f"{apart:.3f}")
    record_property("p", f"{p:.3f}")

    assert apart <= APART_MS
    assert p > 0.01
