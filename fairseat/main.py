"""The command: `fairseat up` starts the product; `check`, `simulate` and `verify` help around it."""

import argparse
import asyncio
import gc
import json
import logging
import sys
from collections.abc import Callable
from uuid import UUID

import uvicorn

from fairseat.app import Product, make_app
from fairseat.domain.errors import Refusal
from fairseat.flow.manage_people import give_organizer
from fairseat.flow.prove import faults_of
from fairseat.live.direct import DirectProtocol
from fairseat.live.patience import PatientProtocol
from fairseat.outside.lock import FolderTaken, held
from fairseat.outside.postmaster import DatabaseUnusable
from fairseat.outside.private import keep_private
from fairseat.outside.vault import VaultAway
from fairseat.settings import Settings

FRAME_ROOM = 100_000  # bytes of a socket message beyond the largest chunk
# A full collection over what five thousand seats hold stops the server for 600 ms: it is done by the clock (beats).
GC_THRESHOLDS = (10_000, 20, 1_000_000)
STOP_S = 5  # for open requests, at the end


def up(_: list[str]) -> int:
    """Starts the product."""
    settings = Settings()
    gc.set_threshold(*GC_THRESHOLDS)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    for name in ("procrastinate", "alembic", "httpx"):
        logging.getLogger(name).setLevel(logging.WARNING)
    with held(settings.data):
        uvicorn.run(
            make_app(Product(settings)), host=settings.host, port=settings.port, loop="uvloop", http=PatientProtocol,
            ws=DirectProtocol, ws_max_size=settings.chunk_limit + FRAME_ROOM, ws_per_message_deflate=False,
            ws_ping_interval=None, backlog=4096, server_header=False, access_log=False, log_level="warning",
            timeout_graceful_shutdown=STOP_S, forwarded_allow_ips=settings.trusted_proxies,
        )  # fmt: skip
    return 0


def simulate(arguments: list[str]) -> int:
    """Adds simulated students. Their encoder comes with the tests' packages, so it is looked for only here."""
    from fairseat.simulate.__main__ import main as play

    return play(arguments)


def organizer(arguments: list[str]) -> int:
    """Makes an organizer, or gives one a new password; prints it once."""
    parser = argparse.ArgumentParser(prog="fairseat organizer", description=organizer.__doc__)
    parser.add_argument("email")
    parser.add_argument("--name", default="Organizer")
    options = parser.parse_args(arguments)

    async def make() -> str:
        async with Product(Settings()).opened(migrated=True) as context:
            return await give_organizer(context, options.email, options.name)

    print(f"{options.email} signs in with the password {asyncio.run(make())}")
    return 0


def accounts(arguments: list[str]) -> int:
    """Prints the demo's addresses and accounts."""
    settings = Settings()
    path = settings.data / "demo.json"
    if not path.exists():
        print("There is no demo in this data folder.", file=sys.stderr)
        return 1
    _print_accounts(json.loads(path.read_text()), settings)
    return 0


def _print_accounts(demo: dict[str, object], settings: Settings) -> None:
    base = settings.public_url or f"http://{settings.host}:{settings.port}"
    print(f"\n  Fairseat is up: {base}\n")
    print(f"  {'who':12}{'address':46}{'password'}")
    for role in ("organizer", "proctors"):
        found = demo[role]
        for person in found if isinstance(found, list) else [found]:
            print(f"  {role.rstrip('s'):12}{person['email']:46}{person['password']}")  # type: ignore[index]
    print("\n  Students (personal links)")
    for student in demo["students"]:  # type: ignore[attr-defined]
        print(f"  {student['name']:20}{base}{student['link']}")
    print(f"\n  Staff sign in at {base}/staff\n", flush=True)


def verify(arguments: list[str]) -> int:
    """Checks a session's evidence: hashes, order, signatures."""
    parser = argparse.ArgumentParser(prog="fairseat verify", description=verify.__doc__)
    parser.add_argument("session", type=UUID)
    session = parser.parse_args(arguments).session

    async def look() -> list[str]:
        async with Product(Settings()).opened() as context:
            return await faults_of(context, session)

    try:
        faults = asyncio.run(look())
    except Refusal as refusal:
        print(refusal.sentence, file=sys.stderr)
        return 1
    print("\n".join(faults) if faults else "Everything is as it was stored.")
    return 1 if faults else 0


def check(_: list[str]) -> int:
    """Says whether the settings, the database and the store of evidence work, without starting anything."""

    async def look() -> None:
        async with Product(Settings()).opened() as context:
            async with context.database.unit() as c:
                version = await c.fetchval("SELECT current_setting('server_version')")
            print(f"database: PostgreSQL {version}")
            print(f"evidence: {context.free_bytes() / 1e9:.1f} GB free")

    asyncio.run(look())
    return 0


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "up": up,
    "accounts": accounts,
    "check": check,
    "organizer": organizer,
    "simulate": simulate,
    "verify": verify,
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="fairseat", description=__doc__)
    parser.add_argument("command", choices=[*COMMANDS])
    options, rest = parser.parse_known_args()
    keep_private()
    try:
        return COMMANDS[options.command](rest)
    except (DatabaseUnusable, FolderTaken, VaultAway) as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
