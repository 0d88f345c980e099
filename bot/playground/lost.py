"""An answer that gets lost on its way."""

from __future__ import annotations

import uvicorn
from starlette.responses import Response
from starlette.types import Receive, Scope, Send


class Lost(Response):
    """An answer that never arrives: the connection ends instead."""

    def __init__(self, server: uvicorn.Server) -> None:
        super().__init__()
        self._server = server

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Cuts the connection over which the question came."""
        for connection in list(self._server.server_state.connections):
            if getattr(connection, "client", None) == scope["client"]:
                connection.transport.abort()
        while (await receive())["type"] != "http.disconnect":
            pass
