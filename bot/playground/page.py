"""The page in the browser: its built files, what it starts from, and what it may do."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path

from pydantic_core import to_json
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from bot.playground.people import BOT_USER, SANNE, TEAM_NAME
from bot.playground.stage import Stage
from bot.playground.workspace import Workspace

BUILT = Path(__file__).parent / "web" / "dist"
START = "<!-- start -->"
SAFE = {
    "Content-Security-Policy": "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data:",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        )
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
"""Nothing from elsewhere, no code but the page's own, and nobody may frame it."""


class Page:
    """Serves the page. What it starts from holds the token, so other pages cannot act here."""

    def __init__(
        self,
        workspace: Workspace,
        token: str,
        words: Callable[[], Mapping[str, Mapping[str, str]]],
        stage: Stage,
    ) -> None:
        self._workspace = workspace
        self._token = token
        self._words = words
        self._stage = stage

    def routes(self) -> list[BaseRoute]:
        """The page and its files."""
        return [
            Route("/", self._page),
            Mount("/assets", StaticFiles(directory=BUILT / "assets", check_dir=False)),
        ]

    async def _page(self, request: Request) -> Response:
        try:
            template = (BUILT / "index.html").read_text("utf-8")
        except OSError:
            return PlainTextResponse("The page is not built; run `make web` first.", 503)
        people = self._workspace.people.values()
        start = {
            "token": self._token,
            "team": TEAM_NAME,
            "person": SANNE,
            "bot": BOT_USER,
            "people": [asdict(each) for each in people],
            "languages": {each.id: await self._stage.language(each.id) for each in people},
            "now": self._workspace.clock.now().isoformat(),
            "toured": self._workspace.toured,
            "words": self._words(),
        }
        held = html.escape(to_json(start).decode())
        content = template.replace(START, f'<meta name="start" content="{held}">')
        return HTMLResponse(content, headers={**SAFE, "Cache-Control": "no-store"})
