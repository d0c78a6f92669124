"""Topics and their readers: snapshots, frames, coalescing, and who is let in."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import ExitStack

import pytest
from tests.support.topics import Page, Pauses, heard, somebody

from torg.feed.hub import SOCKETS_AT_MOST, TOPICS_AT_MOST, Hub
from torg.feed.reader import RESYNC, SIGNED_OUT

NEWS = {"kind": "changed"}


@pytest.fixture
def page() -> Page:
    return Page()


@pytest.fixture
def pauses() -> Pauses:
    return Pauses()


async def at_once() -> None:
    """Pause for no time at all."""


@pytest.fixture
async def hub(page: Page) -> AsyncIterator[Hub]:
    hub = Hub(at_once)
    hub.serve("page", lambda key: page if key == "1" else None)
    yield hub
    await hub.close()


@pytest.fixture
async def slow_hub(page: Page, pauses: Pauses) -> AsyncIterator[Hub]:
    hub = Hub(pauses)
    hub.serve("page", lambda _: page)
    yield hub
    await hub.close()


async def test_a_reader_gets_the_snapshot_and_then_numbered_frames(hub: Hub, page: Page) -> None:
    with hub.reading(somebody()) as reader:
        hub.watch(reader, "page:1")
        snapshot = await heard(reader)
        page.text = "two"
        hub.publish("page:1", NEWS)
        first = await heard(reader)
        page.text = "three"
        hub.publish("page:1", NEWS)
        second = await heard(reader)

    assert snapshot == {
        "topic": "page:1",
        "seq": 0,
        "kind": "snapshot",
        "state": {"text": "one"},
    }
    assert first == {"topic": "page:1", "seq": 1, "kind": "said", "text": "two"}
    assert (second["seq"], second["text"]) == (2, "three")


async def test_news_that_come_faster_than_the_pause_are_told_together(
    slow_hub: Hub, page: Page, pauses: Pauses
) -> None:
    with slow_hub.reading(somebody()) as reader:
        slow_hub.watch(reader, "page:1")
        await heard(reader)
        await pauses.begun.wait()
        for number in range(50):
            page.text = f"change {number}"
            slow_hub.publish("page:1", NEWS)
        pauses.over()
        told = await heard(reader)

    assert (told["seq"], told["text"]) == (1, "change 49")
    assert page.reads == 2


async def test_watching_again_and_again_within_the_pause_is_one_snapshot(
    slow_hub: Hub, page: Page, pauses: Pauses
) -> None:
    with slow_hub.reading(somebody()) as reader:
        slow_hub.watch(reader, "page:1")
        await heard(reader)
        await pauses.begun.wait()
        for _ in range(50):
            slow_hub.watch(reader, "page:1")
        page.text = "two"
        slow_hub.publish("page:1", NEWS)
        pauses.over()

        assert (await heard(reader))["state"] == {"text": "two"}
        assert page.reads == 2


async def test_one_reading_serves_all_readers(hub: Hub, page: Page) -> None:
    with hub.reading(somebody(1)) as one, hub.reading(somebody(2)) as other:
        hub.watch(one, "page:1")
        hub.watch(other, "page:1")

        assert (await heard(one))["state"] == (await heard(other))["state"]
        assert page.reads == 1


async def test_watching_again_gives_a_fresh_snapshot(hub: Hub) -> None:
    with hub.reading(somebody()) as reader:
        hub.watch(reader, "page:1")
        first = await heard(reader)
        hub.watch(reader, "page:1")
        second = await heard(reader)

    assert first == second


async def test_a_snapshot_holds_what_was_published_just_before(hub: Hub, page: Page) -> None:
    with hub.reading(somebody(1)) as one, hub.reading(somebody(2)) as other:
        hub.watch(one, "page:1")
        page.text = "two"
        hub.publish("page:1", NEWS)
        hub.watch(other, "page:1")

        assert (await heard(other))["state"] == {"text": "two"}


async def test_what_is_forbidden_and_what_never_was_are_gone_alike(hub: Hub, page: Page) -> None:
    page.barred.add(somebody().account)
    with hub.reading(somebody()) as reader:
        for name in ("page:1", "page:2", "nothing"):
            hub.watch(reader, name)

            assert await heard(reader) == {"topic": name, "seq": 0, "kind": "gone"}


async def test_who_may_no_longer_read_hears_the_last_words_and_then_nothing(
    hub: Hub, page: Page
) -> None:
    with hub.reading(somebody()) as reader:
        hub.watch(reader, "page:1")
        await heard(reader)
        page.barred.add(somebody().account)
        page.text = "secret"
        hub.publish("page:1", NEWS)

        assert (await heard(reader))["text"] == "farewell"
        assert (await heard(reader))["kind"] == "gone"


async def test_who_no_longer_watches_hears_nothing(hub: Hub, page: Page) -> None:
    with hub.reading(somebody(1)) as one, hub.reading(somebody(2)) as other:
        for reader in (one, other):
            hub.watch(reader, "page:1")
            await heard(reader)
        hub.unwatch(one, "page:1")
        page.text = "two"
        hub.publish("page:1", NEWS)
        await heard(other)
        one.push('{"kind": "nothing before this"}')

        assert await heard(one) == {"kind": "nothing before this"}


async def test_a_topic_is_found_again_after_everybody_left_it(hub: Hub, page: Page) -> None:
    with hub.reading(somebody()) as reader:
        hub.watch(reader, "page:1")
    page.text = "two"
    with hub.reading(somebody()) as reader:
        hub.watch(reader, "page:1")

        assert (await heard(reader))["state"] == {"text": "two"}


async def test_a_topic_is_found_again_after_it_was_gone_for_everybody(hub: Hub, page: Page) -> None:
    page.barred.add(somebody().account)
    with hub.reading(somebody()) as reader:
        for _ in range(3):
            hub.watch(reader, "page:1")
            await heard(reader)
        page.barred.clear()
        hub.watch(reader, "page:1")

        assert (await heard(reader))["state"] == {"text": "one"}


async def test_a_reading_that_fails_is_tried_again(
    slow_hub: Hub, page: Page, pauses: Pauses
) -> None:
    with slow_hub.reading(somebody()) as reader:
        page.broken = True
        slow_hub.watch(reader, "page:1")
        await pauses.begun.wait()
        page.broken = False
        pauses.over()

        assert (await heard(reader))["state"] == {"text": "one"}


async def test_a_socket_watches_a_few_topics_at_most(slow_hub: Hub) -> None:
    with slow_hub.reading(somebody()) as reader:
        for number in range(TOPICS_AT_MOST + 1):
            slow_hub.watch(reader, f"page:{number}")

        assert await heard(reader) == {"topic": f"page:{number}", "seq": 0, "kind": "gone"}
        assert len(reader.topics) == TOPICS_AT_MOST


async def test_beyond_a_few_sockets_an_accounts_oldest_gives_way(hub: Hub) -> None:
    with ExitStack() as open_ones:
        mine = [open_ones.enter_context(hub.reading(somebody())) for _ in range(SOCKETS_AT_MOST)]
        open_ones.enter_context(hub.reading(somebody(2)))
        before = [reader.code for reader in mine]
        newest = open_ones.enter_context(hub.reading(somebody()))

        assert before == [None] * SOCKETS_AT_MOST
        assert [reader.code for reader in mine] == [RESYNC, *before[1:]]
        assert newest.code is None


async def test_signing_out_cuts_the_feeds_of_that_login_session_alone(hub: Hub) -> None:
    with hub.reading(somebody(1, 1)) as one, hub.reading(somebody(1, 2)) as other:
        hub.publish(f"session:{one.who.login_session}", {"kind": "signed_out"})

        assert one.code == SIGNED_OUT
        assert not other.over.is_set()


async def test_a_poll_cuts_the_feeds_of_login_sessions_that_are_over(hub: Hub) -> None:
    with hub.reading(somebody(1, 1)) as one, hub.reading(somebody(1, 2)) as other:
        hub.cut(hub.login_sessions() - {other.who.login_session})

        assert one.code == SIGNED_OUT
        assert not other.over.is_set()


async def test_closing_the_hub_leaves_no_task_behind(page: Page, pauses: Pauses) -> None:
    hub = Hub(pauses)
    hub.serve("page", lambda _: page)
    with hub.reading(somebody()) as reader:
        hub.watch(reader, "page:1")
        await hub.close()

    assert asyncio.all_tasks() == {asyncio.current_task()}
