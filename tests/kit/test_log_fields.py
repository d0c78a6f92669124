"""Every field that the program logs is in the list, or its line would be written without it."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import torg
from torg.kit.logs import ALLOWED

HOME: Final = Path(torg.__file__).parent
LEVELS: Final = frozenset({"debug", "info", "warning", "error", "exception", "critical"})
TURNED_INTO_OTHERS: Final = frozenset({"exc_info"})
"""Told as `error` and `where`."""


def structured() -> Iterator[tuple[str, ast.Module]]:
    """Give every module that writes lines with fields."""
    for file in sorted(HOME.rglob("*.py")):
        text = file.read_text()
        if "structlog" in text:
            yield str(file.relative_to(HOME)), ast.parse(text)


def is_logging(node: ast.AST) -> bool:
    """Say whether this is `log.info`, or `structlog.get_logger().info`, or what binds fields."""
    if not isinstance(node, ast.Attribute):
        return False
    if node.attr == "bound_contextvars":
        return True
    if node.attr not in LEVELS:
        return False
    logger = node.value
    if isinstance(logger, ast.Call):
        return isinstance(logger.func, ast.Attribute) and logger.func.attr == "get_logger"
    return isinstance(logger, ast.Name) and logger.id == "log"


def aliases_in(module: ast.Module) -> set[str]:
    """Give other names of logging functions: `tell = log.info if … else log.warning`."""
    return {
        target.id
        for node in ast.walk(module)
        if isinstance(node, ast.Assign) and any(map(is_logging, _whole(node.value)))
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def _whole(value: ast.expr) -> Iterator[ast.AST]:
    """Give a value, or both of those it is chosen from."""
    if isinstance(value, ast.IfExp):
        yield from (value.body, value.orelse)
    else:
        yield value


def lines_in(module: ast.Module) -> Iterator[ast.Call]:
    names = aliases_in(module)
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and (
            is_logging(node.func) or (isinstance(node.func, ast.Name) and node.func.id in names)
        ):
            yield node


def test_every_field_that_is_logged_is_in_the_list() -> None:
    found = [
        (name, keyword.arg)
        for name, module in structured()
        for line in lines_in(module)
        for keyword in line.keywords
    ]
    left_out = [each for each in found if each[1] not in ALLOWED | TURNED_INTO_OTHERS]

    assert left_out == []
    assert {("kit/mail.py", "fault"), ("app/housekeeping.py", "job")} <= set(found)
    assert any(name == "media/reach.py" for name, _ in found)
