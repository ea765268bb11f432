"""A student sends scripts as a recording; a member of staff opens them by their address. Nothing runs."""

from uuid import UUID, uuid4

import pytest
from playwright.async_api import Error, Page, expect

from fairseat.domain.messages import ChunksStored, StudentWelcomed
from tests.browser.conftest import NewBrowser
from tests.house import WEBM, House, Peer, chunk_of

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]

# As seen: with the token that /api/me gives, an account of the student's choice.
SCRIPT = """(async () => {
  const { csrf } = await (await fetch("/api/me")).json();
  await fetch("/api/people", {
    method: "POST", headers: { "Content-Type": "application/json", "X-Fairseat-CSRF": csrf },
    body: JSON.stringify({ name: "Taken Over", email: "taken@over.example", roles: ["organizer"],
      password: "of the student's choice" }),
  });
})()"""


async def _sent(home: House, session: str, peer: Peer, payload: bytes, mime: str) -> str:
    """The address of a recording with these bytes and this type, as older versions have stored it."""
    recorder = uuid4().hex[:16]
    await peer.put(chunk_of(0, payload, first=False, last=True, recorder=recorder))
    await peer.expect(ChunksStored, lambda m: m.recorder == recorder)
    parts = home.context.spool.parts[UUID(session)]
    parts[UUID(session), "camera", recorder, 0].mime = mime
    return f"/api/sessions/{session}/segments/camera/{recorder}-0"


async def _signed_in(page: Page, home: House) -> None:
    account = home.demo["organizer"]
    await page.goto(f"{home.url}/staff")
    await page.get_by_label("E-mail").fill(account["email"])
    await page.get_by_label("Password", exact=True).fill(account["password"])
    await page.get_by_role("button", name="Sign in").click()
    await expect(page.get_by_role("button", name="Sign out")).to_be_visible()


async def test_a_recording_opened_by_its_address_runs_nothing(home: House, new_browser: NewBrowser) -> None:
    organizer = await home.organizer()
    row = await home.seat(organizer, await home.exam(organizer))
    door = await home.sit(row)
    peer = await home.student_socket(door)
    await peer.expect(StudentWelcomed)
    script = await _sent(home, row["id"], peer, SCRIPT.encode(), "text/javascript")
    paper = f"<!doctype html><title>Recording</title><script src='{script}'></script>".encode()
    papers = [await _sent(home, row["id"], peer, start + paper, "text/html") for start in (b"", WEBM)]

    page = await (await new_browser()).new_page()
    await _signed_in(page, home)
    for address in papers:
        with pytest.raises(Error, match="Download is starting"):
            await page.goto(home.url + address)
        await page.wait_for_timeout(300)
    assert (await organizer.get("/api/people", q="taken"))["items"] == []
    await page.goto(f"{home.url}/staff")
    ran = await page.evaluate(
        """address => new Promise(done => {
          const script = document.createElement("script");
          script.onload = () => done("ran");
          script.onerror = () => done("refused");
          script.src = address;
          document.head.append(script);
        })""",
        script,
    )
    assert ran == "refused"
    await peer.close()
    await door.close()
    await organizer.close()
