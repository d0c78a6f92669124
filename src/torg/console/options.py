"""What the commands of `torg` share: their settings, and how they give up."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NoReturn, TypeVar

S = TypeVar("S")


def settings_of(kind: Callable[..., S], **options: object) -> S:
    """Read settings from the environment, with options above them; say clearly what is wrong."""
    from pydantic import ValidationError  # noqa: PLC0415 - --help is quick without

    given = {name: value for name, value in options.items() if value is not None}
    try:
        return kind(**given)
    except ValidationError as refusal:
        give_up(
            "\n".join(
                f"{'.'.join(map(str, fault['loc'])) or 'settings'}: {fault['msg']}"
                for fault in refusal.errors()
            )
        )


@contextmanager
def one_sentence() -> Iterator[None]:
    """End with a sentence, and 1, when something stands in the way of what was asked."""
    from torg.console.refused import Refused  # noqa: PLC0415 - --help is quick without
    from torg.kit.starting import CannotStart  # noqa: PLC0415

    try:
        yield
    except (CannotStart, Refused) as refusal:
        give_up(str(refusal), code=1)
    except KeyboardInterrupt:
        give_up("stopped. Nothing was changed.", code=130)


def give_up(why: str, code: int = 2) -> NoReturn:
    """End with a sentence: 2 for what was given wrong, 1 for what stands in the way here."""
    sys.stderr.write(f"torg: {why}\n")
    sys.exit(code)
