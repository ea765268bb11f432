"""Who may do what: the whole table, and that nobody reaches more."""

from itertools import combinations, product

import pytest

from fairseat.domain.errors import Refusal
from fairseat.domain.need import ACTIONS, ROLES, TABLE, Action, Reach, Role, reaches, require, require_session

# One letter a role, in the order organizer, proctor, examiner, student: a(ny), w(atched), o(wn), - never.
EXPECTED: dict[Action, str] = {
    "read_catalogue": "aa--",
    "manage_people": "a---",
    "manage_templates": "a---",
    "manage_exams": "a---",
    "assign": "a---",
    "list_sessions": "aw--",
    "see_session": "aw--",
    "see_evidence": "aw--",
    "watch": "aw--",
    "intervene": "aw--",
    "extend": "aw--",
    "reopen": "a---",
    "judge": "aw--",
    "see_report": "aw--",
    "make_report": "aw--",
    "see_audit": "a---",
    "sit": "---o",
}
REACH: dict[str, Reach | None] = {"a": "any", "w": "assigned", "o": "own", "-": None}
CONCERNS = list(product([False, True], repeat=2))  # assigned to the person, the person's own
EVERY_SET_OF_ROLES = [frozenset(some) for n in range(5) for some in combinations(ROLES, n)]


def row(action: Action) -> dict[Role, Reach | None]:
    return {role: REACH[letter] for role, letter in zip(ROLES, EXPECTED[action], strict=True)}


def allowed(action: Action, roles: frozenset[Role], assigned: bool, own: bool) -> str:
    try:
        require_session(action, roles, assigned=assigned, own=own)
    except Refusal as refusal:
        return refusal.code
    return "yes"


def test_every_action_stands_in_the_table():
    assert set(TABLE) == set(ACTIONS) == set(EXPECTED)


@pytest.mark.parametrize("action", ACTIONS)
def test_each_role_reaches_what_the_table_gives_it(action: Action):
    for role, reach in row(action).items():
        assert reaches(action, frozenset({role})) == ({reach} if reach else set()), role


@pytest.mark.parametrize("action", ACTIONS)
def test_a_session_is_reached_by_the_roles_that_concern_it(action: Action):
    for role, reach in row(action).items():
        for assigned, own in CONCERNS:
            hit = reach == "any" or (reach == "assigned" and assigned) or (reach == "own" and own)
            expected = "yes" if hit else "not_found" if reach else "not_allowed"
            assert allowed(action, frozenset({role}), assigned, own) == expected, (role, assigned, own)


@pytest.mark.parametrize("action", ACTIONS)
def test_several_roles_reach_what_one_of_them_reaches_and_no_more(action: Action):
    for roles in EVERY_SET_OF_ROLES:
        for assigned, own in CONCERNS:
            alone = {allowed(action, frozenset({role}), assigned, own) for role in roles}
            together = allowed(action, roles, assigned, own)
            assert (together == "yes") == ("yes" in alone)


def test_without_a_role_nothing_is_allowed():
    for action in ACTIONS:
        with pytest.raises(Refusal, match="role does not allow"):
            require(action, frozenset())


def test_a_session_out_of_reach_looks_like_one_that_is_not_there():
    with pytest.raises(Refusal) as refused:
        require_session("see_session", frozenset({"proctor"}), assigned=False, own=False)
    assert (refused.value.code, refused.value.status) == ("not_found", 404)


def test_what_a_role_never_may_is_said_as_such():
    with pytest.raises(Refusal) as refused:
        require_session("see_session", frozenset({"student"}), assigned=True, own=True)
    assert (refused.value.code, refused.value.status) == ("not_allowed", 403)
