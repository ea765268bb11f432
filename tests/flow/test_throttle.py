"""Guessing passwords is slow, wherever it comes from; mistyping of others keeps nobody out."""

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from uuid import uuid4

import httpx
import pytest

from tests.house import House, house

LIMIT, ON_ACCOUNT, FROM_ADDRESS = 3, 8, 30
WRONG = "wrong password"


@pytest.fixture(scope="module")
async def home(new_database: Callable[[], str], tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    data: Path = tmp_path_factory.mktemp("data")
    limits = {
        "sign_in_attempts": LIMIT,
        "sign_in_attempts_account": ON_ACCOUNT,
        "sign_in_attempts_address": FROM_ADDRESS,
    }
    async with house(data, new_database(), **limits) as running:
        yield running


@pytest.fixture(scope="module")
async def client(home: House) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=home.url, timeout=60) as one:
        yield one


async def _try(client: httpx.AsyncClient, address: str, email: str, password: str) -> str:
    """By somebody at this address, behind the proxy that is trusted."""
    body, headers = {"email": email, "password": password}, {"X-Forwarded-For": address}
    answer = await client.post("/api/sign-in", json=body, headers=headers)
    return "in" if answer.status_code == 200 else str(answer.json()["code"])


async def _person(home: House) -> tuple[str, str]:
    organizer = await home.organizer()
    email, password = f"{uuid4().hex[:10]}@x.example", "the right password"
    await organizer.post("/api/people", {"name": "T", "email": email, "roles": ["proctor"], "password": password})
    await organizer.close()
    return email, password


async def test_of_many_attempts_at_once_no_more_are_tried_than_one_after_another(
    home: House, client: httpx.AsyncClient
) -> None:
    email, _ = await _person(home)
    codes = await asyncio.gather(*(_try(client, "10.1.0.1", email, WRONG) for _ in range(20)))
    assert codes.count("wrong_credentials") == LIMIT
    assert codes.count("too_many_attempts") == 20 - LIMIT


async def test_many_right_passwords_at_once_all_get_in(home: House, client: httpx.AsyncClient) -> None:
    email, password = await _person(home)
    codes = await asyncio.gather(*(_try(client, "10.1.0.2", email, password) for _ in range(12)))
    assert codes == ["in"] * 12


async def test_one_account_is_not_tried_more_often_from_many_addresses(home: House, client: httpx.AsyncClient) -> None:
    email, password = await _person(home)
    addresses = [f"10.2.0.{n}" for n in range(30)]
    codes = await asyncio.gather(*(_try(client, address, email, WRONG) for address in addresses))
    assert codes.count("wrong_credentials") == ON_ACCOUNT
    assert await _try(client, "10.2.1.1", email, password) == "too_many_attempts"


async def test_strangers_do_not_lock_out_who_has_signed_in_from_there_before(
    home: House, client: httpx.AsyncClient
) -> None:
    email, password = await _person(home)
    assert await _try(client, "10.3.0.1", email, password) == "in"
    for n in range(ON_ACCOUNT + 2):
        await _try(client, f"10.3.1.{n}", email, WRONG)
    assert await _try(client, "10.3.1.99", email, password) == "too_many_attempts"
    assert await _try(client, "10.3.0.1", email, password) == "in"


async def test_others_in_the_same_room_who_mistype_keep_nobody_out(home: House, client: httpx.AsyncClient) -> None:
    email, password = await _person(home)
    others = [f"{uuid4().hex[:10]}@x.example" for _ in range(5)]
    for other in others:
        for _ in range(LIMIT + 1):
            await _try(client, "10.4.0.1", other, WRONG)
    assert await _try(client, "10.4.0.1", email, password) == "in"


async def test_one_address_tries_only_so_many_accounts_and_who_is_known_there_gets_in(
    home: House, client: httpx.AsyncClient
) -> None:
    email, password = await _person(home)
    stranger, its = await _person(home)
    assert await _try(client, "10.5.0.1", email, password) == "in"
    codes = await asyncio.gather(*(_try(client, "10.5.0.1", f"{n}@y.example", WRONG) for n in range(FROM_ADDRESS + 10)))
    assert codes.count("wrong_credentials") == FROM_ADDRESS
    assert await _try(client, "10.5.0.1", stranger, its) == "too_many_attempts"
    assert await _try(client, "10.5.0.1", email, password) == "in"


async def test_the_limit_holds_for_an_account_that_is_not_there_alike(home: House, client: httpx.AsyncClient) -> None:
    codes = [await _try(client, "10.6.0.1", "nobody@y.example", WRONG) for _ in range(LIMIT + 1)]
    assert codes == ["wrong_credentials"] * LIMIT + ["too_many_attempts"]
