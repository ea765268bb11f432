"""Another person takes the seat: the photo is taken by itself, and the proctor sees both faces."""

import re
import time

import pytest
from playwright.async_api import expect

from fairseat.simulate.door import Door
from tests.browser.conftest import NewBrowser
from tests.browser.people import SLOW_MS, Student, api, complaints, shot, staff_page, watched
from tests.house import House
from tests.media.make import SWAP_S
from tests.server import Server

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

EVERY_S = 10
# The interval of looks, the choice of a frame, the second picture, the answer's delay, and two slow cores.
ALERT_WITHIN_S = EVERY_S + 15.0


async def test_another_person_in_the_seat_is_seen_beside_the_photo(
    server: Server, new_browser: NewBrowser, organizer: Door
) -> None:
    house = House(server.url, server.data, server.demo, None)
    looks = {"face_mismatch": {"parameters": {"every_s": EVERY_S}}}
    exam = await house.exam(organizer, steps=["rules", "equipment"], trackers=looks)
    row = await house.seat(organizer, exam)
    page = await (await new_browser("swap.mjpeg", "room.wav")).new_page()
    said = watched(page)
    student = Student(page)
    await student.arrive(f"{server.url}{row['link']}")
    await expect(page.get_by_role("heading", name="Your face")).to_be_visible()
    await student.consent()
    await page.get_by_role("button", name="Share your screen").wait_for()
    opened = time.monotonic()
    await expect(page.get_by_alt_text("The photo of your face")).to_be_visible(timeout=SLOW_MS)
    await shot(page, "face-photo")
    await student.check_equipment()
    await student.start()
    proctor = await staff_page(await new_browser(), server, server.demo["proctors"][0])
    await proctor.get_by_role("link", name=re.compile(row["student_name"])).first.click()
    await proctor.get_by_role("tab", name="Violations").click()
    alert = proctor.get_by_role("list", name="Violations").get_by_text("Another face")
    left = opened + SWAP_S + ALERT_WITHIN_S - time.monotonic()
    await expect(alert).to_be_visible(timeout=left * 1000)
    assert time.monotonic() > opened + SWAP_S - 10, "raised while the right person sat there"
    for name in ("Photo of the check-in", "Face in the exam"):
        picture = proctor.get_by_role("img", name=name).first
        await expect(picture).to_be_visible(timeout=SLOW_MS)
        assert await picture.evaluate("img => img.decode().then(() => img.naturalHeight)") > 80
    await shot(proctor, "another-face")
    found = (await api(proctor, f"{server.url}/api/sessions/{row['id']}"))["violations"]
    mismatch = [v for v in found if v["tracker"] == "face_mismatch"]
    assert len(mismatch) == 1
    assert mismatch[0]["detail"]["similarity"] < 0.4
    assert complaints(said) == []


async def test_two_students_with_one_face_are_shown_side_by_side_and_a_person_confirms_it(
    server: Server, new_browser: NewBrowser, organizer: Door
) -> None:
    house = House(server.url, server.data, server.demo, None)
    tracker = {"similar_profile": {"on": True, "weight": 0.2}}
    exam = await house.exam(organizer, steps=["rules", "equipment"], trackers=tracker)
    rows = [await house.seat(organizer, exam) for _ in range(2)]
    for row in rows:
        page = await (await new_browser("other.mjpeg", "room.wav")).new_page()
        student = Student(page)
        await student.arrive(f"{server.url}{row['link']}")
        await page.get_by_role("checkbox", name=re.compile("compared with")).check()
        await student.consent()
        await expect(page.get_by_alt_text("The photo of your face")).to_be_visible(timeout=SLOW_MS)
    await student.check_equipment()
    await student.start()
    proctor = await staff_page(await new_browser(), server, server.demo["proctors"][0])
    await proctor.goto(f"{server.url}/staff/sessions/{rows[1]['id']}")
    find = proctor.get_by_role("listitem").filter(has_text="Resembles another student")
    await find.get_by_role("button", name="Show whom it resembles").click(timeout=SLOW_MS)
    for name in ("Photo of the check-in", f"{rows[0]['student_name']}, another session"):
        picture = find.get_by_role("img", name=name)
        await expect(picture).to_be_visible()
        assert await picture.evaluate("img => img.decode().then(() => img.naturalHeight)") > 80
    await find.get_by_role("button", name="Confirm").click()
    await find.get_by_label("Why it is one and the same person").fill("The same scar.")
    await find.get_by_role("button", name="Confirm", exact=True).click()
    await expect(find.get_by_text(re.compile("Confirmed by Paul Proctor.*The same scar"))).to_be_visible()
    counts = proctor.get_by_role("status").filter(has_text="counts as if it had lasted all")
    await expect(counts).to_be_visible(timeout=SLOW_MS)
    await shot(proctor, "similar-confirmed")
    await find.get_by_role("button", name="Take back").click()
    await expect(find.get_by_role("button", name="Confirm")).to_be_visible()
