"""What every test may use: a bot in a workspace of its own, and people in it."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, settings

from bot import log
from bot.local import Local, locally
from bot.playground.people import PIET
from bot.settings import Settings
from bot.store.database import Database
from bot.store.every_table import metadata
from bot.store.schema import migrate
from dialogs import load_script
from dialogs.script import Script
from tests.office import Office, at_work

settings.register_profile(
    "here", deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("long", parent=settings.get_profile("here"), max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "here"))

HERE = Path(__file__).parent
MEMORY = "/dev/shm"
ROOM = 2**28
if os.path.isdir(MEMORY) and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
    # Every commit waits until it is on the disk, also in a test; in memory it need not wait long.
    os.environ.setdefault("TMPDIR", MEMORY)
    tempfile.tempdir = None

POSTGRESQL = os.environ.get("INKOOP_TEST_POSTGRESQL", "")
REQUIRE_ALL = bool(os.environ.get("INKOOP_REQUIRE_ALL"))
"""Read here, for a test with settings of its own takes them out of the environment."""


SLOW = (
    "page/test_look", "bot/test_running", "page/test_stage", "journeys/test_nudges_killed",
    "page/test_people", "journeys/test_killed", "page/test_purchase", "bot/test_forged",
    "page/test_newest", "bot/test_command_line", "page/test_focus", "bot/test_windows_failing",
    "bot/test_random_conversations", "bot/test_librarian", "bot/test_slack_failing",
    "bot/test_gate",
)  # fmt: skip
"""The files that take longest: begun last, one would keep a single worker at work while the others
are done. Those of the page take turns with others, or every worker would wait for its browser."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The slowest files go first."""
    order = {f"{HERE / name}.py": number for number, name in enumerate(SLOW)}
    items.sort(key=lambda item: order.get(str(item.path), len(SLOW)))


@pytest.fixture(autouse=True, scope="session")
def _logging() -> None:
    """Logs as in production."""
    log.configure("WARNING", "json")


@pytest.fixture(scope="session")
def script() -> Script:
    """Every dialog with its words, as shipped."""
    return load_script()


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file at the newest schema, to copy."""
    path = tmp_path_factory.mktemp("database") / "empty.db"
    database = Database(f"sqlite:///{path}")
    migrate(database)
    database.dispose()
    return path


@pytest.fixture
def database_url(empty_database: Path, tmp_path: Path) -> str:
    """The address of an empty database of this test's own."""
    path = tmp_path / "inkoop.db"
    shutil.copy(empty_database, path)
    return f"sqlite:///{path}"


@pytest.fixture
def bot_settings(database_url: str, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Settings that read nothing from this machine."""
    for name in list(os.environ):
        if name.startswith(("SLACK_", "INKOOP_")) or name in ("DATABASE_URL", "HOST", "PORT"):
            monkeypatch.delenv(name)
    return Settings(_env_file=None, database_url=database_url, inkoop_procurement_team=PIET)


@pytest.fixture
async def local(bot_settings: Settings) -> AsyncIterator[Local]:
    """A workspace with the bot in it, over Socket Mode."""
    async with locally(bot_settings, retry_seconds=(0.2, 0.5, 1.0)) as local:
        yield local
        await local.bot.settled()


@pytest.fixture
async def office(local: Local) -> AsyncIterator[Office]:
    """The four people of the workspace, and a few ways to look at it.

    After each test, everything that the bot sent in it is held against Slack's limits.
    """
    async with at_work(local) as office:
        yield office


@pytest.fixture(scope="session")
def postgresql() -> str:
    """The address of a PostgreSQL database that may be emptied: each worker has one of its own, or
    one would drop the tables that another is at."""
    if not POSTGRESQL:
        if REQUIRE_ALL:
            pytest.fail("INKOOP_TEST_POSTGRESQL is not set, and every test is required")
        pytest.skip("no PostgreSQL: install it and set INKOOP_TEST_POSTGRESQL to its address")
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    if not worker:
        return POSTGRESQL
    url = sa.make_url(POSTGRESQL)
    own = f"{url.database}_{worker}"
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        known = sa.text("SELECT 1 FROM pg_database WHERE datname = :own")
        if not connection.scalar(known, {"own": own}):
            connection.execute(sa.text(f'CREATE DATABASE "{own}"'))
    engine.dispose()
    return url.set(database=own).render_as_string(hide_password=False)


@pytest.fixture(
    params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)],
)
def any_database(request: pytest.FixtureRequest, database_url: str) -> Iterator[Database]:
    """An empty database, on SQLite and on PostgreSQL."""
    if request.param == "sqlite":
        database = Database(database_url)
        yield database
        database.dispose()
        return
    database = Database(request.getfixturevalue("postgresql"))
    with database.engine.begin() as connection:
        metadata.drop_all(connection)
        connection.execute(sa.text("DROP TABLE IF EXISTS alembic_version"))
    migrate(database)
    yield database
    database.dispose()
