"""Where files are brought to the workspace, and where the bot fetches them with its token."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import (
    HTMLResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
    StreamingResponse,
)
from starlette.routing import BaseRoute, Route

from bot.playground.file_blocks import sees
from bot.playground.kept_files import read_body, receive
from bot.playground.people import BOT_USER, TEAM_NAME
from bot.playground.refusals import SlackError
from bot.playground.workspace import Json, Workspace

SCOPE = "files:read"
FAULT = "url_private"
"""Under this name a fetch stands in the traffic, and faults are planned for it."""
PIECE = bytes(64 * 1024)


class FileServer:
    """The addresses of files. Who has no right to one gets what a browser gets: a sign-in page."""

    def __init__(
        self, workspace: Workspace, bot_token: str, meet: Callable[[str], Awaitable[None]]
    ) -> None:
        self._workspace = workspace
        self._bot_token = bot_token
        self._meet = meet

    def routes(self) -> list[BaseRoute]:
        """Where a file is brought, where it is fetched, and where one signs in."""
        return [
            Route("/upload/{id}", self._upload, methods=["POST", "PUT"]),
            Route("/files-pri/{which}/{name}", self._fetch),
            Route("/files-pri/{which}/download/{name}", self._fetch),
            Route("/signin", self._sign_in),
        ]

    async def _upload(self, request: Request) -> Response:
        if request.headers.get("content-type", "").startswith("multipart/form-data"):
            return PlainTextResponse("send the bytes as they are", 415)
        try:
            content, size = await read_body(request)
            receive(self._workspace, request.path_params["id"], content, size)
        except SlackError as refusal:
            return PlainTextResponse(refusal.code, refusal.status)
        return PlainTextResponse(f"OK - {size}")

    async def _fetch(self, request: Request) -> Response:
        id = request.path_params["which"].partition("-")[2]
        noted = self._workspace.noted("to the workspace", FAULT, {"file": id})
        noted.ok = False
        try:
            await self._meet(FAULT)
        except SlackError as refusal:
            noted.response = refusal.code
            return PlainTextResponse(refusal.code, refusal.status, headers=refusal.headers)
        if not self._allowed(request.headers.get("authorization", "")):
            noted.response = "sign in"
            return RedirectResponse(f"/signin?redir={quote(request.url.path)}", 302)
        file = self._workspace.files.get(id)
        if file is None or not (file.get("given") or sees(self._workspace, BOT_USER, file)):
            noted.response = "not found"
            return HTMLResponse(_page("File not found"), 404)
        noted.ok, noted.response = True, f"{file['size']} bytes"
        headers = {"Content-Length": str(file["size"])}
        return StreamingResponse(self._bytes(file), headers=headers, media_type=file["mimetype"])

    def _allowed(self, header: str) -> bool:
        known = header == f"Bearer {self._bot_token}" and not self._workspace.refused
        return known and SCOPE in self._workspace.scopes

    def _bytes(self, file: Json) -> Iterator[bytes]:
        """What is kept of a file; what was not kept of it as zeros, for it has its size."""
        kept = self._workspace.contents.get(file["id"], b"")
        yield kept
        left = file["size"] - len(kept)
        while left > 0:
            yield PIECE[:left]
            left -= len(PIECE)

    async def _sign_in(self, request: Request) -> Response:
        return HTMLResponse(_page("Sign in"))


def _page(title: str) -> str:
    return f"<!DOCTYPE html><html><head><title>{title} | {TEAM_NAME}</title></head></html>"
