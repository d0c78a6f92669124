"""Every setting of the gateway, documented where declared; nobody else reads the environment."""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, HttpUrl, SecretStr, model_validator
from pydantic_settings import BaseSettings

Port = Annotated[int, Field(ge=0, le=65_535)]


class Settings(BaseSettings, env_prefix="TORG_", frozen=True, use_attribute_docstrings=True):
    """What an operator may set, each as an environment variable `TORG_<NAME>`."""

    origin: HttpUrl = HttpUrl("http://localhost:8000")
    """The address people open: scheme, host and port. Plain http is for localhost only."""

    listen_host: str = "127.0.0.1"
    """The address the gateway listens on; a TLS proxy stands in front of it."""

    listen_port: Port = 8000
    """The port the gateway listens on; 0 takes a free one."""

    data_dir: Path = Path("data")
    """The folder for the database, keys and sockets; made with mode 0700 when missing."""

    database_url: str | None = None
    """`postgresql://USER:PASSWORD@HOST/NAME`; without it a SQLite file in the data folder."""

    database_connections: Annotated[int, Field(ge=2, le=1_000)] = 15
    """The greatest number of connections to the database at once."""

    instance_name: str = "Torg"
    """The name people see."""

    trusted_proxies: tuple[IPv4Network | IPv6Network, ...] = ()
    """Networks whose X-Forwarded-* headers count; none by default."""

    media_address: tuple[IPv4Address | IPv6Address, ...] = ()
    """Public addresses offered to browsers for audio; every interface's when not given."""

    media_port: Port = 7882
    """The one UDP port of the media server; 0 takes a free one."""

    livekit_url: str | None = None
    """An existing LiveKit server or cluster (ws:// or wss://) instead of the built-in one."""

    livekit_key: str | None = None
    """The API key at that server."""

    livekit_secret: SecretStr | None = None
    """The API secret at that server."""

    smtp_url: SecretStr | None = None
    """The mail server, smtp://USER:PASSWORD@HOST:PORT (TLS is asked for) or smtps://…; no mail
    without it."""

    mail_from: str | None = None
    """The address that mail comes from; goes with the mail server."""

    backup_passphrase_file: Path | None = None
    """A file with the passphrase that seals the keys in backups; asked for when not given."""

    nightly_backup: bool = True
    """Whether a backup is made each night, into `backups` in the data folder."""

    room_limit: int = 5_000
    """The greatest number of people in one room."""

    stage_limit: int = 12
    """The greatest number of people on one stage."""

    demo: bool = False
    """Whether the demo community is running; set by `torg serve --demo` only."""

    @model_validator(mode="after")
    def _cluster_is_whole(self) -> Self:
        given = (self.livekit_url, self.livekit_key, self.livekit_secret)
        if any(part is not None for part in given) and None in given:
            raise ValueError(
                "TORG_LIVEKIT_URL, TORG_LIVEKIT_KEY and TORG_LIVEKIT_SECRET go together"
            )
        return self

    @model_validator(mode="after")
    def _mail_is_whole(self) -> Self:
        if (self.smtp_url is None) != (self.mail_from is None):
            raise ValueError("TORG_SMTP_URL and TORG_MAIL_FROM go together")
        return self

    @model_validator(mode="after")
    def _plain_http_stays_at_home(self) -> Self:
        if self.origin.scheme != "https" and self.origin.host != "localhost":
            raise ValueError(
                "TORG_ORIGIN must begin with https://; plain http works on http://localhost only"
            )
        return self

    @property
    def sqlalchemy_url(self) -> str:
        """The database's address, the SQLite file in the data folder by default."""
        return self.database_url or f"sqlite+aiosqlite:///{self.sqlite_file}"

    @property
    def sends_mail(self) -> bool:
        """Whether codes can be mailed from here."""
        return self.smtp_url is not None

    @property
    def sqlite_file(self) -> Path:
        """Where the database is unless an address is given."""
        return self.data_dir / "torg.sqlite3"

    @property
    def origin_text(self) -> str:
        """The origin as browsers send it: no path, no trailing slash."""
        return str(self.origin).rstrip("/")


class MediaSettings(
    BaseSettings, env_prefix="TORG_MEDIA_", frozen=True, use_attribute_docstrings=True
):
    """What `torg media` takes when it runs by itself, each as `TORG_MEDIA_<NAME>` or an option."""

    listen: str = "127.0.0.1:7880"
    """Host and port of signalling and RoomService; port 0 takes a free one."""

    unix: Path | None = None
    """A unix socket (mode 0600) instead of `listen`."""

    udp_port: Port = 7882
    """The one UDP port of all audio; 0 takes a free one."""

    address: tuple[IPv4Address | IPv6Address, ...] = ()
    """Addresses offered to clients; every interface's when not given."""

    key: str = "torg"
    """The API key that tokens are issued by."""

    secret: SecretStr | None = None
    """The API secret, at least 32 characters; better in a file than in the environment."""

    secret_file: Path | None = None
    """A file with the API secret, readable by its owner only."""

    dead_man: float = 0
    """Seconds without a RoomService call after which all audio stops; 0 for never."""

    announce: Literal["publishers", "all"] = "publishers"
    """Whom participants are told about: those who may speak, or everybody as LiveKit does."""

    webhook: tuple[str, ...] = ()
    """Addresses told what happens, signed as LiveKit signs."""

    auto_create: bool = False
    """Whether the first one to join an unknown room opens it."""

    dump: Path | None = None
    """For tests: a unix socket that shows who sends to whom."""

    @model_validator(mode="after")
    def _one_secret(self) -> Self:
        if (self.secret is None) == (self.secret_file is None):
            raise ValueError("give the API secret by TORG_MEDIA_SECRET or by --secret-file")
        return self

    def api_secret(self) -> str:
        """Give the API secret, wherever it stands. Raises OSError when its file cannot be read."""
        if self.secret_file is not None:
            return self.secret_file.read_text("utf-8").strip()
        return "" if self.secret is None else self.secret.get_secret_value()
