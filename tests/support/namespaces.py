"""A second network on this machine, joined by a bad line: needs root, iproute2 and nftables."""

import os
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

NAME: Final = "torg-far"
HERE: Final = "10.210.53.1"
THERE: Final = "10.210.53.2"
LINK: Final = ("torg-near0", "torg-far0")


@dataclass(frozen=True, slots=True)
class Line:
    """How bad the line is, each way."""

    loss_percent: int = 0
    jitter_ms: int = 0
    mtu: int = 1500


def available() -> bool:
    """Say whether networks can be made here at all."""
    if os.geteuid() != 0:
        return False
    made = subprocess.run(["ip", "netns", "add", f"{NAME}-try"], capture_output=True, check=False)
    subprocess.run(["ip", "netns", "del", f"{NAME}-try"], capture_output=True, check=False)
    return made.returncode == 0


def can_delay() -> bool:
    """Say whether this kernel can hold packets back at random; small ones are built without."""
    with a_far_network(Line()):
        return _shaped(Line(jitter_ms=1), check=False)


@contextmanager
def a_far_network(line: Line) -> Iterator[None]:
    """Make the other network; its only way out is the line, and only UDP suffers on it."""
    near, far = LINK
    try:
        _run("ip", "netns", "add", NAME)
        _run("ip", "link", "add", near, "type", "veth", "peer", "name", far, "netns", NAME)
        _run("ip", "address", "add", f"{HERE}/30", "dev", near)
        _run("ip", "link", "set", near, "mtu", str(line.mtu), "up")
        _there("ip", "address", "add", f"{THERE}/30", "dev", far)
        _there("ip", "link", "set", far, "mtu", str(line.mtu), "up")
        _there("ip", "link", "set", "lo", "up")
        _there("ip", "route", "add", "default", "via", HERE)
        if line.loss_percent:
            _lossy(line.loss_percent)
        if line.jitter_ms:
            _shaped(line, check=True)
        yield
    finally:
        subprocess.run(["ip", "netns", "del", NAME], capture_output=True, check=False)
        subprocess.run(["ip", "link", "del", near], capture_output=True, check=False)


def command_there(program: Path, folder: Path) -> Path:
    """Write a script that runs a program in the other network."""
    script = folder / f"far-{program.name}"
    script.write_text(f'#!/bin/sh\nexec ip netns exec {NAME} {program} "$@"\n')
    script.chmod(0o755)
    return script


def _lossy(percent: int) -> None:
    _there("nft", "add", "table", "inet", "line")
    for hook in ("input", "output"):
        chain = f"{{ type filter hook {hook} priority 0; }}"
        _there("nft", "add", "chain", "inet", "line", hook, chain)
        rule = f"meta l4proto udp numgen random mod 100 < {percent} drop"
        _there("nft", "add", "rule", "inet", "line", hook, *rule.split())


def _shaped(line: Line, *, check: bool) -> bool:
    half = f"{line.jitter_ms}ms"
    shape: Sequence[str] = ("root", "netem", "delay", half, half, "distribution", "normal")
    done = subprocess.run(
        ["tc", "qdisc", "add", "dev", LINK[0], *shape], capture_output=True, check=check
    )
    return done.returncode == 0


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True, text=True)


def _there(*command: str) -> None:
    _run("ip", "netns", "exec", NAME, *command)
