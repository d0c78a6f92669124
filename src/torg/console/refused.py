"""What a command says when it cannot do what it was asked."""


class Refused(Exception):
    """The message is a sentence or two for whoever sits at the terminal: what is so, what helps."""
