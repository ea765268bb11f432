"""The way to PostgreSQL: a pool, one transaction at a time as `unit()`, and the migrations.

SQL is written as SQL and sent with asyncpg (docs/decisions/0002-sql-as-sql.md).
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Protocol, TypeAlias

import asyncpg
import msgspec
from alembic import command
from alembic.config import Config

from fairseat.domain.errors import Refusal

Row: TypeAlias = asyncpg.Record
log = logging.getLogger(__name__)


class Connection(Protocol):
    """What the store uses of asyncpg's connections, whether from the pool or not; asyncpg brings no types."""

    async def execute(self, query: str, *args: Any) -> str: ...
    async def executemany(self, query: str, args: Iterable[Sequence[Any]]) -> None: ...
    async def fetch(self, query: str, *args: Any) -> list[Row]: ...
    async def fetchrow(self, query: str, *args: Any) -> Row | None: ...
    async def fetchval(self, query: str, *args: Any) -> Any: ...


MIGRATIONS = Path(__file__).parent / "migrations"
COMMAND_TIMEOUT_S = 20  # longer than any screen's query; a hung one must give its connection back
ACQUIRE_TIMEOUT_S = 5  # a request that waits longer is better told so

# NUL bytes, and in JSON their escape: PostgreSQL takes neither.
UNSTORABLE = (asyncpg.CharacterNotInRepertoireError, asyncpg.UntranslatableCharacterError)

BUSY = (asyncpg.DeadlockDetectedError,)  # two changed the same things in another order

FULL = (asyncpg.InsufficientResourcesError,)  # disk, memory, connections

AWAY = (
    asyncpg.PostgresConnectionError,
    asyncpg.InterfaceError,
    asyncpg.CannotConnectNowError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    ConnectionError,
    OSError,
    TimeoutError,
)


def away() -> Refusal:
    return Refusal("database_away", "The database cannot be reached just now. Nothing is lost; try again.", 503)


def _encode(value: Any) -> str:
    return msgspec.json.encode(value).decode()


async def _prepare(connection: asyncpg.Connection) -> None:
    await connection.set_type_codec("jsonb", encoder=_encode, decoder=msgspec.json.decode, schema="pg_catalog")


class Database:
    """A pool of connections; `unit()` is one transaction, committed at its end."""

    def __init__(self, dsn: str, size: int) -> None:
        self.dsn = dsn
        self._size = size
        self._pool: asyncpg.Pool | None = None

    async def open(self) -> None:
        self._pool = await asyncpg.create_pool(
            self.dsn, min_size=1, max_size=self._size, init=_prepare, command_timeout=COMMAND_TIMEOUT_S
        )

    async def close(self) -> None:
        if self._pool:
            try:
                await asyncio.wait_for(self._pool.close(), ACQUIRE_TIMEOUT_S)
            except TimeoutError:
                self._pool.terminate()

    @asynccontextmanager
    async def unit(self) -> AsyncIterator[Connection]:
        """One transaction. Raises the refusal `database_away` while the database cannot be reached."""
        if self._pool is None:
            raise away()
        try:
            async with self._pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as connection, connection.transaction():
                yield connection
        except UNSTORABLE as error:
            raise Refusal("unusable_text", "The text contains a character that cannot be kept.", 422) from error
        except BUSY as error:
            raise Refusal("database_busy", "Somebody changed the same at this moment. Try again.", 503) from error
        except asyncpg.DataError as error:
            log.warning("the database refused a value: %s", type(error).__name__)  # its words hold the value
            raise Refusal("unusable_value", "A value is outside of what can be kept.", 422) from error
        except FULL as error:
            raise Refusal("database_full", "The database has no room left. Nothing is lost yet.", 503) from error
        except AWAY as error:
            raise away() from error


def migrate(dsn: str) -> None:
    """Brings the schema up to date; safe to run again."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["dsn"] = dsn
    command.upgrade(config, "head")
