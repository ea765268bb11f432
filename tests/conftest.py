"""One PostgreSQL for all tests; each module that wants one gets a database of its own, cloned from a fresh one."""

import asyncio
import itertools
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from fairseat.jobs.queue import apply_schema
from fairseat.outside.embedded_postgres import EmbeddedPostgres
from fairseat.simulate.door import Door
from fairseat.store.database import migrate
from tests.house import House, house

_number = itertools.count()


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """DSN of a database with the whole schema; not to be written to, but cloned."""
    server = EmbeddedPostgres(tmp_path_factory.mktemp("postgres"))
    dsn = server.start()
    migrate(dsn)
    apply_schema(dsn)
    yield dsn
    server.stop()


@pytest.fixture(scope="session")
def new_database(postgres: str) -> Callable[[], str]:
    """Makes a fresh database and tells its DSN."""

    def make() -> str:
        name = f"test_{next(_number)}"
        base, _, template = postgres.rpartition("/")
        with psycopg.connect(f"{base}/postgres", autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        return f"{base}/{name}"

    return make


@pytest.fixture(scope="module")
async def home(new_database: Callable[[], str], tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    """The running product, one for a module."""
    dsn = await asyncio.to_thread(new_database)
    data: Path = tmp_path_factory.mktemp("data")
    async with house(data, dsn) as running:
        yield running


@pytest.fixture(scope="module")
async def organizer(home: House) -> AsyncIterator[Door]:
    door = await home.organizer()
    yield door
    await door.close()
