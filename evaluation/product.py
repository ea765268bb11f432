"""The product under test, and its organizer, who makes the exam and reads what was found."""

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

from bench.product import Product

TIMEOUT_S = 60


class Organizer:
    """Speaks to the product as its pages do."""

    def __init__(self, product: Product) -> None:
        self.url = product.url
        self.client = httpx.Client(base_url=product.url, headers={"Origin": product.url}, timeout=TIMEOUT_S)
        account = product.demo["organizer"]
        self._ask("POST", "/api/sign-in", {"email": account["email"], "password": account["password"]})
        self.client.headers["X-Fairseat-CSRF"] = self._ask("GET", "/api/me")["csrf"]

    def _ask(self, method: str, path: str, body: Any = None) -> Any:
        answer = self.client.request(method, path, json=body)
        if answer.is_error:
            raise RuntimeError(f"{method} {path}: {answer.status_code} {answer.text[:500]}")
        return answer.json() if answer.content else None

    def template(self, name: str, **sources: bool) -> str:
        """Every tracker on with its start values; `sources` changes what is required. Not `similar_profile`: one drawn
        person sits under many names here, which it would find, rightly. A camera that plays a file is one by its name;
        here it is judged by its picture."""
        settings = self._ask("GET", "/api/catalogue")["settings"]
        settings["sources"] |= sources
        for name, tracker in settings["trackers"].items():
            tracker["on"] = name != "similar_profile"
        settings["trackers"]["false_camera"]["parameters"]["test_camera"] = 1
        return str(self._ask("POST", "/api/templates", {"name": name, "settings": settings})["id"])

    def exam(self, title: str, template: str, minutes: int) -> str:
        now = datetime.now(UTC)
        body = {
            "title": title, "template": template, "opens_at": (now - timedelta(minutes=1)).isoformat(),
            "closes_at": (now + timedelta(hours=12)).isoformat(), "duration_min": minutes,
            "content": {"kind": "tasks", "tasks": [{"id": "1", "title": "Tides", "text": "Why do the tides follow?"}]},
        }  # fmt: skip
        return str(self._ask("POST", "/api/exams", body)["id"])

    def enrol(self, exam: str, emails: list[str]) -> dict[str, dict[str, Any]]:
        """Session rows by e-mail; each has the personal `link`."""
        rows = "\n".join(["name,email", *(f"{email.split('@')[0]},{email}" for email in emails)])
        self._ask("POST", f"/api/exams/{exam}/roster/csv", {"text": rows, "apply": "all"})
        return {row["student_email"]: row for row in self._sessions(exam)}

    def _sessions(self, exam: str) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = []
        after: str | None = None
        while True:
            query = f"exam={exam}" + (f"&after={after}" if after else "")
            page = self._ask("GET", f"/api/sessions?{query}")
            rows += page["items"]
            after = page.get("next")
            if not after:
                return rows

    def session(self, ident: str) -> dict[str, Any]:
        found: dict[str, Any] = self._ask("GET", f"/api/sessions/{ident}")
        return found
