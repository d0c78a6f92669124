"""What a program says when it cannot start."""


class CannotStart(Exception):
    """Torg cannot start here; the message says why, and what to do, to whoever starts it."""
