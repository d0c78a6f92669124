"""What the feed must know of a topic: how to read its state, who sees what, what changed."""

from collections.abc import Collection, Hashable, Mapping, Sequence
from typing import Any, Protocol, TypeVar

from torg.feed.frames import Frame
from torg.feed.reader import Who
from torg.kit.shapes import Shape

News = Mapping[str, Any]
"""What was published on a topic: at least that something changed."""

S = TypeVar("S")
V = TypeVar("V", bound=Hashable)


class Source(Protocol[S, V]):
    """One topic. Everything but `read` is pure."""

    async def read(
        self, before: S | None, news: Sequence[News], readers: Collection[Who]
    ) -> S | None:
        """Give the state as it is now; None when there is nothing to read any more.

        `before` and `news` let a source spare itself what cannot have changed; `readers` are
        those for whom it is read, newcomers among them.
        """
        ...

    def view(self, state: S, who: Who) -> V | None:
        """Say how this person sees the state; None: not at all. Equal views see the same."""
        ...

    def snapshot(self, state: S, view: V) -> Shape:
        """Give the whole state as seen by this view."""
        ...

    def frames(self, before: S, seen_as: V, after: S, view: V | None) -> Sequence[Frame]:
        """Give the frames that lead from one seen state to the next; none when they are equal.

        Without a view afterwards they are the last words before the topic is gone.
        """
        ...
