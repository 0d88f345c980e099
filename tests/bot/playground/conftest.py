"""What every test of the local workspace may use."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground.client import PersonClient
from bot.playground.people import PIET, SANNE
from bot.playground.server import LocalWorkspace
from tests.bot.playground.listening import Listening, listening, manifest


@pytest.fixture
async def workspace() -> AsyncIterator[LocalWorkspace]:
    """A workspace without a bot in it."""
    async with LocalWorkspace(manifest(), retry_seconds=(), ack_seconds=0.3) as workspace:
        yield workspace


@pytest.fixture
async def api(workspace: LocalWorkspace) -> AsyncWebClient:
    """Slack's own client, on the workspace without a bot."""
    return AsyncWebClient(workspace.bot_token, base_url=workspace.api_url, retry_handlers=[])


@pytest.fixture(params=["socket", "http"])
async def bot(request: pytest.FixtureRequest) -> AsyncIterator[Listening]:
    """A workspace with a Bolt app in it, over each of the two ways."""
    async with listening(request.param) as bot:
        yield bot


@pytest.fixture
async def sanne(request: pytest.FixtureRequest) -> AsyncIterator[PersonClient]:
    """Sanne, in the workspace of this test."""
    async with PersonClient(*_address(request), person=SANNE) as person:
        yield person


@pytest.fixture
async def piet(request: pytest.FixtureRequest) -> AsyncIterator[PersonClient]:
    """Piet, in the workspace of this test."""
    async with PersonClient(*_address(request), person=PIET) as person:
        yield person


def _address(request: pytest.FixtureRequest) -> tuple[str, str]:
    if "bot" in request.fixturenames:
        workspace = request.getfixturevalue("bot").workspace
    else:
        workspace = request.getfixturevalue("workspace")
    return workspace.url, workspace.client_token
