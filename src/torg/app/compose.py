"""Wires the gateway by hand, in one place: no part reaches for another by itself."""

from pathlib import Path
from typing import Final

from fastapi import FastAPI
from starlette.requests import HTTPConnection
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket

import torg
from torg.accounts import endpoints as accounts
from torg.accounts import (
    mail_endpoints,
    profile_endpoints,
    session_endpoints,
    sign_in_endpoints,
    ways_endpoints,
)
from torg.accounts.cookie import cookie_name, secret_in
from torg.accounts.drawing import Drawing
from torg.accounts.photos import CONTENT_TYPES, PHOTO_BYTES
from torg.accounts.signed_in import bearer, signed_in_socket
from torg.app import health
from torg.app.pages.serving import Pages
from torg.app.pages.shelf import Shelf
from torg.config import Settings
from torg.errors import Suspended
from torg.feed.endpoint import feed_router
from torg.feed.reader import Who
from torg.hallway import endpoints as hallway
from torg.inbox import endpoints as inbox
from torg.invitations import desk, instance, nominations_endpoints, tree_endpoints
from torg.invitations import endpoints as invitations
from torg.kit import metrics
from torg.kit.client_files import ClientFiles
from torg.kit.clock import Clock
from torg.kit.guards import Guards
from torg.kit.headers import SecurityHeaders
from torg.kit.ids import AccountId
from torg.kit.limits import Limits
from torg.kit.origin import own_origin
from torg.kit.refusals import answer_refusals
from torg.kit.request_log import RequestLog
from torg.kit.uploads import Upload
from torg.leaving import endpoints as leaving
from torg.media import proxy, webhooks
from torg.moderation.appeal_endpoints import tell_the_suspended
from torg.moderation.endpoints import ROUTERS as MODERATION
from torg.rooms import endpoints as rooms
from torg.rooms import ping_endpoints
from torg.rooms import stage_endpoints as stage
from torg.social import block_endpoints, photo_endpoints
from torg.social import endpoints as people
from torg.waiting import endpoints as waiting
from torg.waiting import member_endpoints as waiting_members

CLIENT: Final = Path(torg.__file__).parent / "web"


async def _reader(websocket: WebSocket) -> Who | None:
    """Say whose feed this socket is to be."""
    state = websocket.app.state
    account = await signed_in_socket(websocket, state.database, state.clock.now())
    return None if account is None else Who(account.id, account.login_session)


async def _is_cookie_of(connection: HTTPConnection, account: AccountId) -> bool:
    """Say whether the cookie that came along, if any, is this account's."""
    if secret_in(connection) is None:
        return True
    state = connection.app.state
    signed_in = await bearer(connection, state.database, state.clock.now())
    return signed_in is not None and signed_in.id == account


ROUTERS: Final = (
    instance.router,
    desk.router,
    health.router,
    accounts.router,
    sign_in_endpoints.router,
    ways_endpoints.router,
    session_endpoints.router,
    mail_endpoints.router,
    invitations.router,
    nominations_endpoints.router,
    tree_endpoints.router,
    waiting.router,
    waiting_members.router,
    profile_endpoints.router,
    people.router,
    block_endpoints.router,
    photo_endpoints.router,
    hallway.router,
    rooms.router,
    stage.router,
    ping_endpoints.router,
    inbox.router,
    *MODERATION,
    leaving.router,
    feed_router(_reader),
    metrics.router,
    proxy.router,
    webhooks.router,
)

UPLOADS: Final = {("PUT", "/api/me/photo"): Upload(CONTENT_TYPES, PHOTO_BYTES)}


def build_app(settings: Settings, clock: Clock) -> FastAPI:
    """Make the gateway of real parts (`torg serve`) or of fakes (tests); nothing runs yet."""
    app = FastAPI(
        title="Torg",
        version=instance.VERSION,
        openapi_url=None,
        redirect_slashes=False,
    )
    limits = Limits(clock)
    app.state.settings = settings
    app.state.clock = clock
    app.state.limits = limits
    app.state.is_cookie_of = _is_cookie_of
    app.state.drawing = Drawing()
    for router in ROUTERS:
        app.include_router(router)
    answer_refusals(app)
    app.exception_handler(Suspended)(tell_the_suspended)
    # Behind a TLS proxy the Host header may be the proxy's own, and proves nothing.
    home = own_origin(settings) if settings.origin.scheme == "http" else None
    files = ClientFiles(CLIENT, home)
    _serve_pages(app, Pages(files, settings, limits, Shelf(CLIENT / "cards")), files)
    # The last one added is the outermost.
    app.add_middleware(
        Guards,
        settings=settings,
        limits=limits,
        session_cookie=cookie_name(settings),
        uploads=UPLOADS,
    )
    app.add_middleware(SecurityHeaders, settings=settings)
    app.add_middleware(RequestLog, clock=clock)
    return app


def _serve_pages(app: FastAPI, pages: Pages, files: ClientFiles) -> None:
    """Let what no route takes be a page for strangers, the client or its files, or else nothing."""
    nothing = app.router.default

    async def elsewhere(scope: Scope, receive: Receive, send: Send) -> None:
        first = next((each for each in (pages, files) if each.owns(scope)), nothing)
        await first(scope, receive, send)

    app.router.default = elsewhere
