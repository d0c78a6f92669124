"""The Python implementation of the fan-out seam; also the oracle for a native one."""

from collections.abc import Callable, Mapping, Sequence

from torg.sfu.seam import Address, Form, PeerId, SendKeys, TrackId

SendTo = Callable[[bytes | memoryview, tuple[str, int]], int]
"""A non-blocking socket's `sendto`; raises BlockingIOError when it would block."""


class PythonFanout:
    """Builds a packet once per form, then encrypts and sends it peer by peer."""

    def __init__(self, sockets: Sequence[SendTo]) -> None:
        """Take the `sendto` of each socket; Address[0] is the index into them."""
        raise NotImplementedError
