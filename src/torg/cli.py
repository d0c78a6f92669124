"""The commands of `torg`; what they need is imported inside them, so that --help is quick."""

import sys
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, NoReturn, TypeVar

from cyclopts import App, Parameter

if TYPE_CHECKING:
    from collections.abc import Callable

S = TypeVar("S")

app = App(
    name="torg",
    help="""Torg: an invite-only, audio-only social network with live stages.

Start it with `torg serve` and open the address it prints. Settings are environment variables
(TORG_…), described in docs/settings.md; options stand above them.""",
    version=lambda: version("torg"),
    help_format="markdown",
)


@app.command
def serve(
    *,
    demo: Annotated[bool, Parameter(negative="")] = False,
    data_dir: Path | None = None,
    port: int | None = None,
    origin: str | None = None,
) -> None:
    """Run Torg: pages, rooms and the media server, until Ctrl+C or SIGTERM.

    The first start prints a link with a one-time secret. Whoever opens it becomes the owner;
    there is no default password. The database is made, and brought up to date, by itself.

    Parameters
    ----------
    demo
        Start with a demo community: a few members, and a live room in which two recorded
        voices talk. Its data stand apart, in the folder `demo` inside the data folder, and
        what to open is printed.
    data_dir
        The folder for the database, keys and sockets. [default: data]
    port
        The TCP port to listen on; 0 takes a free one. [default: 8000]
    origin
        The address people open, as `https://talk.example.org`. Plain http works on localhost
        only. [default: http://localhost:PORT]
    """
    from torg.app.serve import run  # noqa: PLC0415
    from torg.config import Settings  # noqa: PLC0415
    from torg.kit.starting import CannotStart  # noqa: PLC0415
    from torg.migrations.upgrade import upgrade  # noqa: PLC0415

    settings = _settings(Settings, data_dir=data_dir, listen_port=port, origin=origin)
    try:
        if demo:
            from torg.demo.community import community, demo_settings  # noqa: PLC0415

            run(demo_settings(settings), upgrade, beside=community)
        else:
            run(settings, upgrade)
    except CannotStart as refusal:
        _give_up(str(refusal), code=1)


@app.command
def recover(
    handle: str,
    *,
    data_dir: Path | None = None,
    port: int | None = None,
    origin: str | None = None,
) -> None:
    """Print a link that signs a member in once, for who has lost every way in.

    It works for 30 minutes, beside a running Torg or without one; a new link ends the one before.
    That it was made is kept, and the member is told. Nobody can make one in the browser.

    Parameters
    ----------
    handle
        The handle of the member, the owner too.
    data_dir
        The folder with the database, as for `torg serve`. [default: data]
    port
        The TCP port Torg listens on, as for `torg serve`. [default: 8000]
    origin
        The address people open, as for `torg serve`. [default: http://localhost:PORT]
    """
    import asyncio  # noqa: PLC0415

    from torg.accounts.console import recovery_link  # noqa: PLC0415
    from torg.app.serve import at_port  # noqa: PLC0415
    from torg.config import Settings  # noqa: PLC0415
    from torg.errors import MemberUnknown  # noqa: PLC0415
    from torg.kit.clock import SystemClock  # noqa: PLC0415
    from torg.migrations.upgrade import upgrade  # noqa: PLC0415

    given = _settings(Settings, data_dir=data_dir, listen_port=port, origin=origin)
    settings = at_port(given.listen_port, given)
    if settings.database_url is None and not settings.sqlite_file.exists():
        _give_up(f"{settings.sqlite_file}: there is no database")
    try:
        link = asyncio.run(recovery_link(settings, upgrade, handle, SystemClock().now()))
    except MemberUnknown:
        _give_up(f"{handle}: nobody here has this handle")
    sys.stdout.write(
        "\n  Whoever opens this link within 30 minutes is signed in as this member, once."
        f"\n\n      {link}\n"
        "\n  Give it to nobody else. The member is told that it was made.\n"
    )


tree = App(name="tree", help="The tree of who let whom in.", help_format="markdown")
app.command(tree)


@tree.command
def verify(file: Path, *, fingerprint: str | None = None) -> None:
    """Check a member's proof of admission, without a network or a Torg that runs.

    It ends with 0 when the proof holds, and with 1 and a sentence when it does not.

    Parameters
    ----------
    file
        The file a member has downloaded from their instance.
    fingerprint
        The fingerprint of the instance's key, as its page tells it. Without it the proof is
        checked against the key in the file, and the fingerprint is printed for you to compare.
    """
    from torg.console import tree as console  # noqa: PLC0415

    try:
        sys.stdout.write(console.verify(file, fingerprint))
    except console.NotProved as why:
        _give_up(str(why), code=1)


@tree.command
def sign_anew(*, data_dir: Path | None = None) -> None:
    """Sign the whole tree with the key that is in the data folder, when the old key is lost.

    Stop Torg first. No record changes, but the fingerprint does: older proofs name the old key.

    Parameters
    ----------
    data_dir
        The folder with the database and the key, as for `torg serve`. [default: data]
    """
    import asyncio  # noqa: PLC0415

    from torg.config import Settings  # noqa: PLC0415
    from torg.console import tree as console  # noqa: PLC0415
    from torg.kit.starting import CannotStart  # noqa: PLC0415
    from torg.migrations.upgrade import upgrade  # noqa: PLC0415

    settings = _settings(Settings, data_dir=data_dir)
    if settings.database_url is None and not settings.sqlite_file.exists():
        _give_up(f"{settings.sqlite_file}: there is no database")
    try:
        fingerprint = asyncio.run(console.sign_anew(settings, upgrade))
    except CannotStart as refusal:
        _give_up(str(refusal), code=1)
    sys.stdout.write(f"\n  The tree is signed by the key {fingerprint} now.\n")


@app.command
def media(  # noqa: PLR0913 - one parameter is one option
    *,
    listen: str | None = None,
    unix: Path | None = None,
    udp_port: int | None = None,
    address: tuple[str, ...] | None = None,
    key: str | None = None,
    secret_file: Path | None = None,
    dead_man: float | None = None,
    announce: Literal["publishers", "all"] | None = None,
    webhook: tuple[str, ...] | None = None,
    auto_create: Annotated[bool | None, Parameter(negative="")] = None,
    dump: Path | None = None,
) -> None:
    """Run the media server by itself: audio for any LiveKit client, without a gateway.

    Every option is an environment variable too, `TORG_MEDIA_UDP_PORT` and so on; the API secret
    is never an argument: it comes from `--secret-file` or `TORG_MEDIA_SECRET`. Once ready, one
    line of JSON on standard output names the addresses.

    Parameters
    ----------
    listen
        HOST:PORT of signalling and RoomService; port 0 takes a free one.
        [default: 127.0.0.1:7880]
    unix
        A unix socket in place of --listen.
    udp_port
        The one UDP port of all audio; 0 takes a free one. [default: 7882]
    address
        An address offered to clients, as often as needed. [default: every interface's]
    key
        The API key tokens are issued by. [default: torg]
    secret_file
        A file with the API secret (32 characters or more), readable by its owner only.
    dead_man
        Seconds without a RoomService call after which all audio stops. [default: 0, never]
    announce
        Whom participants are told about: `publishers`, or `all` as LiveKit does.
        [default: publishers]
    webhook
        An address told what happens, signed as LiveKit signs; as often as needed.
    auto_create
        Let the first one to join an unknown room open it.
    dump
        For tests: a unix socket that shows who sends to whom.
    """
    from torg.config import MediaSettings  # noqa: PLC0415
    from torg.sfu.config import Announce, Config, ConfigRefused  # noqa: PLC0415
    from torg.sfu.server import run  # noqa: PLC0415

    given = _settings(
        MediaSettings,
        listen=listen,
        unix=unix,
        udp_port=udp_port,
        address=address,
        key=key,
        secret_file=secret_file,
        dead_man=dead_man,
        announce=announce,
        webhook=webhook,
        auto_create=auto_create,
        dump=dump,
    )
    try:
        config = Config(
            keys={given.key: given.api_secret()},
            listen=given.listen,
            unix=given.unix,
            udp_port=given.udp_port,
            addresses=tuple(map(str, given.address)),
            announce=Announce(given.announce),
            dead_man_s=given.dead_man,
            webhooks=given.webhook,
            auto_create=given.auto_create,
            dump=given.dump,
        )
    except (ConfigRefused, OSError) as refusal:
        _give_up(str(refusal))
    run(config)


def _settings(kind: "Callable[..., S]", **options: object) -> S:
    """Read settings from the environment, with options above them; say clearly what is wrong."""
    from pydantic import ValidationError  # noqa: PLC0415

    given = {name: value for name, value in options.items() if value is not None}
    try:
        return kind(**given)
    except ValidationError as refusal:
        _give_up(
            "\n".join(
                f"{'.'.join(map(str, fault['loc'])) or 'settings'}: {fault['msg']}"
                for fault in refusal.errors()
            )
        )


def _give_up(why: str, code: int = 2) -> NoReturn:
    """End with a sentence: 2 for what was given wrong, 1 for what stands in the way here."""
    sys.stderr.write(f"torg: {why}\n")
    sys.exit(code)


def main() -> None:
    """Run a command; the entry point of the program."""
    app()
