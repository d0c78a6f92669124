"""The commands of `torg`; what they need is imported inside them, so that --help is quick."""

from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import App, Parameter

from torg.console import commands, tree_commands
from torg.console.options import give_up, one_sentence, settings_of

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
    from torg.console.upgrading import Upgrading  # noqa: PLC0415

    settings = settings_of(Settings, data_dir=data_dir, listen_port=port, origin=origin)
    with one_sentence():
        if demo:
            from torg.demo.community import community, demo_settings  # noqa: PLC0415

            run(demo_settings(settings), Upgrading(demo_settings(settings)), beside=community)
        else:
            run(settings, Upgrading(settings))


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

    given = settings_of(
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
        give_up(str(refusal))
    run(config)


for command in (
    *(commands.invite, commands.recover, commands.backup, commands.restore, commands.doctor),
    commands.migrate_to,
):
    app.command(command)
app.command(tree_commands.tree)


def main() -> None:
    """Run a command; the entry point of the program."""
    app()
