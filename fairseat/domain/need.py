"""Who may do what, as one table: action -> role -> on which sessions.

`any` means every session (or no session is concerned), `assigned` those the person watches, `own` the one the
person sits.
"""

from typing import Literal, get_args

from fairseat.domain.errors import not_allowed, not_found

Role = Literal["organizer", "proctor", "examiner", "student"]
Reach = Literal["any", "assigned", "own"]
Action = Literal[
    "read_catalogue",
    "manage_people",
    "manage_templates",
    "manage_exams",
    "assign",
    "list_sessions",
    "see_session",
    "see_evidence",
    "watch",
    "intervene",
    "extend",
    "reopen",
    "judge",
    "see_report",
    "make_report",
    "see_audit",
    "sit",
]

ROLES: tuple[Role, ...] = get_args(Role)
ACTIONS: tuple[Action, ...] = get_args(Action)

_STAFF: dict[Role, Reach] = {"organizer": "any", "proctor": "assigned"}

TABLE: dict[Action, dict[Role, Reach]] = {
    "read_catalogue": {"organizer": "any", "proctor": "any"},
    "manage_people": {"organizer": "any"},
    "manage_templates": {"organizer": "any"},
    "manage_exams": {"organizer": "any"},
    "assign": {"organizer": "any"},
    "list_sessions": _STAFF,
    "see_session": _STAFF,
    "see_evidence": _STAFF,
    "watch": _STAFF,
    "intervene": _STAFF,
    "extend": _STAFF,  # whoever watches sees a computer fail, and no organizer may be near
    "reopen": {"organizer": "any"},
    "judge": _STAFF,
    "see_report": _STAFF,
    "make_report": _STAFF,
    "see_audit": {"organizer": "any"},
    "sit": {"student": "own"},
}


def reaches(action: Action, roles: frozenset[Role]) -> frozenset[Reach]:
    """The reaches the roles give for the action; empty when they give none."""
    granted = TABLE[action]
    return frozenset(granted[role] for role in roles if role in granted)


def require(action: Action, roles: frozenset[Role]) -> frozenset[Reach]:
    """As `reaches`, but refuses `not_allowed` where they give none."""
    granted = reaches(action, roles)
    if not granted:
        raise not_allowed()
    return granted


def require_session(action: Action, roles: frozenset[Role], *, assigned: bool, own: bool) -> None:
    """Refuses unless the action reaches this session. A session out of reach looks like one that is not there,
    so that identifiers cannot be probed."""
    granted = require(action, roles)
    if "any" in granted or (assigned and "assigned" in granted) or (own and "own" in granted):
        return
    raise not_found("session")
