"""Which tests come to use a certain thing, found by following the names in their code."""

import inspect
import sys
from collections.abc import Iterator
from types import CodeType
from typing import Any

import pytest


def reaches(item: pytest.Function, goal: str) -> bool:
    """Say whether the code of a test, or of a fixture it takes, comes to name this global."""
    fixtures = item._fixtureinfo.name2fixturedefs.values()
    open_ends: list[Any] = [definition.func for given in fixtures for definition in given]
    # A property test stands within what Hypothesis has made of it.
    whole = getattr(item.function, "hypothesis", None)
    open_ends.append(item.function if whole is None else whole.inner_test)
    seen: set[int] = set()
    while open_ends:
        here = inspect.unwrap(open_ends.pop())
        if id(here) in seen:
            continue
        seen.add(id(here))
        names = {name for code in _codes(here) for name in code.co_names}
        if goal in names:
            return True
        open_ends.extend(_ours_among(names, here))
    return False


def _codes(here: Any) -> Iterator[CodeType]:  # noqa: ANN401 - a function or a class
    """Give the code of a function, or of a class's methods, and of what is defined within."""
    functions = vars(here).values() if inspect.isclass(here) else [here]
    waiting = [code for function in functions if (code := _code(function)) is not None]
    while waiting:
        code = waiting.pop()
        yield code
        waiting.extend(inner for inner in code.co_consts if isinstance(inner, CodeType))


def _code(function: Any) -> CodeType | None:  # noqa: ANN401 - whatever stands in a class
    inner = function.fget if isinstance(function, property) else function
    inner = inspect.unwrap(inner) if callable(inner) else inner
    return inner.__code__ if inspect.isfunction(inner) else None


def _ours_among(names: set[str], here: Any) -> Iterator[Any]:  # noqa: ANN401 - as above
    """Give the functions and classes of the tests that these names stand for."""
    known = vars(sys.modules[here.__module__])
    for name in names & known.keys():
        found = known[name]
        if getattr(found, "__module__", "").startswith("tests") and (
            inspect.isclass(found) or callable(found)
        ):
            yield found
