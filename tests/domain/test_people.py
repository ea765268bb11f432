"""People, and the CSV files they come in."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairseat.domain.people import (
    NewPerson,
    Row,
    email_of,
    name_of,
    password_fault,
    read_csv,
    rest_csv,
    roles_of,
    sort_key,
    untamed,
)

ANN = NewPerson("Ann Lee", "ann@example.edu", ("student",), None)


def people(text: str) -> list[NewPerson | None]:
    return [row.person for row in read_csv(text)[1]]


def faults(text: str) -> list[tuple[int | None, str | None, str]]:
    """Line, column and sentence of everything that is wrong."""
    _, rows, whole = read_csv(text)
    return [(p.line, p.column, p.message) for p in [*whole, *(p for row in rows for p in row.places)]]


KNOWN_ROLES = "Known roles are organizer, proctor, examiner, student; separate several by a semicolon."

# --- the file -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "name,email\nAnn Lee,ann@example.edu\n",
        "name;email\nAnn Lee;ann@example.edu\n",
        "\ufeffname,email\nAnn Lee,ann@example.edu",
        "email,name\r\nANN@example.edu , Ann  Lee \r\n",
        "name,email\rAnn Lee,ann@example.edu\r",
        ' Name ;E-Mail\n"Ann Lee";ann@example.edu'.replace("E-Mail", "EMAIL"),
        "name,email,roles,password\nAnn Lee,ann@example.edu,,\n",
        "name,email,roles\nAnn Lee,ann@example.edu\n",
        "name,email\n\n , \nAnn Lee,ann@example.edu\n\n",
    ],
)
def test_a_file_as_spreadsheets_write_it_is_read(text: str):
    assert people(text) == [ANN]
    assert faults(text) == []


def test_roles_and_password_are_taken():
    text = 'name;email;roles;password\nBo;bo@example.edu;"proctor; examiner";correct horse\n'
    assert people(text) == [NewPerson("Bo", "bo@example.edu", ("proctor", "examiner"), "correct horse")]


def test_a_separator_or_quote_within_quotes_belongs_to_the_name():
    assert people('name,email\n"Lee, ""Annie"" Ann",ann@example.edu\n')[0] == NewPerson(
        'Lee, "Annie" Ann', "ann@example.edu", ("student",), None
    )


def test_a_line_break_within_quotes_is_a_space_and_lines_are_still_counted():
    text = 'name,email\n"Ann\nLee",ann@example.edu\n"Bo\r\n\r\nBold",nowhere\n,x@example.edu\n'
    assert people(text) == [ANN, None, None]
    assert [(line, column) for line, column, _ in faults(text)] == [(4, "email"), (7, "name")]


def test_an_empty_file_lacks_its_head_line():
    assert faults("") == [(1, None, "The column name, email is missing.")]


@pytest.mark.parametrize(
    ("head", "sentence"),
    [
        ("name", "The column email is missing."),
        ("email,roles", "The column name is missing."),
        ("name,email,phone,age", "Unknown column “phone”, “age”. Known: name, email, roles, password."),
        (
            "Ann Lee,ann@example.edu",
            "Unknown column “ann lee”, “ann@example.edu”. Known: name, email, roles, password.",
        ),
        ("name,email,email", "The column email stands twice."),
        ("name\temail", "Unknown column “name\temail”. Known: name, email, roles, password."),
    ],
)
def test_wrong_columns_are_named_and_nothing_is_taken(head: str, sentence: str):
    text = f"{head}\nAnn Lee,ann@example.edu,a,b\n"
    assert faults(text) == [(1, None, sentence)]
    assert people(text) == []


def test_a_line_with_too_many_cells_is_named():
    assert faults("name,email\nLee, Ann,ann@example.edu\n") == [
        (2, None, "The line has 3 columns, the head line 2."),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('name,email\nAnn,a@x.org\n"Bo,b@x.org\nCy,c@x.org\nDi,d@x.org\n', 3),
        ('name,email\nAnn,a@x.org\n\n"Bo" Bold,b@x.org\nCy,c@x.org\n', 4),
        ('"name,email\nAnn,a@x.org\n', 1),
    ],
)
def test_quotes_that_cannot_be_read_are_named_by_the_line_they_begin_in(text: str, line: int):
    [(at, column, sentence)] = faults(text)
    assert (at, column) == (line, None)
    assert sentence.startswith("The file cannot be read here: ")
    assert people(text) == []


def test_an_endless_cell_is_refused_and_not_a_crash():
    [(line, _, _)] = faults("name,email\n" + "x" * 140_000 + ",a@x.org\n")
    assert line == 2


# --- a row ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "column", "sentence"),
    [
        (",a@x.org,,", "name", "The name is missing."),
        (f"{'x' * 201},a@x.org,,", "name", "The name is longer than 200 characters."),
        ("An\x00n,a@x.org,,", "name", "The name contains a control character."),
        ("Ann,nowhere,,", "email", "“nowhere” is no e-mail address."),
        ("Ann", "email", "“” is no e-mail address."),
        ("Ann,a@x.org,boss,", "roles", KNOWN_ROLES),
        ("Ann,a@x.org,,short", "password", "A password has at least 10 characters."),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_row_is_named_by_line_and_column(row: str, column: str, sentence: str):
    assert faults(f"name,email,roles,password\nBo,bo@x.org,,\n{row}\n") == [(3, column, sentence)]


def test_everything_wrong_in_a_row_is_said_at_once():
    assert [column for _, column, _ in faults("name,email,roles,password\n,@,king,1\n")] == [
        "name", "email", "roles", "password",
    ]  # fmt: skip


def test_a_place_says_where_it_is_in_words():
    _, [row], _ = read_csv("name,email\nAnn,nowhere\n")
    assert row.places[0].where == "line 2, email"


def test_an_address_that_stands_twice_is_a_fault_of_its_later_lines():
    text = "name,email\nAnn Lee,ann@example.edu\nBo,bo@x.org\nAnne,ANN@example.edu\nAnna,ann@example.edu\n"
    sentence = "The same address stands in line 2."
    assert faults(text) == [(4, "email", sentence), (5, "email", sentence)]
    assert people(text) == [ANN, NewPerson("Bo", "bo@x.org", ("student",), None), None, None]


def test_an_address_whose_first_line_is_wrong_can_be_taken_from_the_second():
    assert people("name,email\n,ann@example.edu\nAnn Lee,ann@example.edu\n") == [None, ANN]


# --- the rest -------------------------------------------------------------------------------------------------


def test_nothing_left_over_is_no_file():
    assert rest_csv(["name", "email"], []) == ""


def test_the_rest_is_a_file_with_the_same_rows_and_the_same_faults():
    text = 'name;email\n"Lee; Ann";ann@example.edu\n"Bo\nBold";nowhere\nCy;cy@x.org;more\n'
    head, rows, _ = read_csv(text)
    rest = rest_csv(head, [row for row in rows if row.person is None])
    assert [row.raw for row in read_csv(rest)[1]] == [["Bo\nBold", "nowhere"], ["Cy", "cy@x.org", "more"]]
    assert [line for line, _, _ in faults(rest)] == [2, 4]


cells = st.text(st.sampled_from("ab\"; ,\r\n'é@.\t0"), max_size=6)


@given(st.lists(st.lists(cells, min_size=1, max_size=5).filter(lambda row: any(c.strip() for c in row)), max_size=6))
def test_the_rest_of_any_rows_reads_back_as_it_was(raws: list[list[str]]):
    rest = rest_csv(["name", "email"], [Row(2, raw, None, []) for raw in raws])
    head, rows, whole = read_csv(rest or "name,email")
    assert (head, [row.raw for row in rows], whole) == (["name", "email"], raws, [])


@given(st.text(st.sampled_from('name,eil;\n\r"@.\x00xé '), max_size=80))
def test_whatever_is_sent_as_a_file_is_answered(text: str):
    head, rows, whole = read_csv("name,email\n" + text)
    assert whole or head == ["name", "email"]
    assert all(bool(row.person) is not bool(row.places) for row in rows)


# --- addresses, roles, names ----------------------------------------------------------------------------------


@pytest.mark.parametrize("raw", ["ann@example.edu", " Ann@Example.EDU\n", "a+b.c@mail.x-y.org", "jürgen@exämple.de"])
def test_an_address_is_taken_trimmed_and_in_lower_case(raw: str):
    assert email_of(raw) == raw.strip().lower()


@pytest.mark.parametrize(
    "raw",
    ["", "@", "a@b", "a b@x.org", "a@x.org,b@x.org", "a@@x.org", "<a@x.org>", "a@x.org\nBcc: b@x.org", "a\x00@x.org",
     "a@.", "x" * 320 + "@x.org"],
)  # fmt: skip
def test_what_is_no_address_is_none(raw: str):
    assert email_of(raw) is None


def test_a_hostile_address_is_answered_at_once():
    assert email_of("a@" + "." * 1_000_000 + " x") is None


@pytest.mark.parametrize(
    ("raw", "roles"),
    [("", ("student",)), (" Student ", ("student",)), ("examiner;proctor", ("proctor", "examiner")),
     ("proctor | organizer", ("organizer", "proctor")), ("proctor proctor", ("proctor",)), ("boss", None),
     ("proctor;boss", None)],
)  # fmt: skip
def test_roles_come_in_the_order_of_the_catalogue(raw: str, roles: tuple[str, ...] | None):
    assert roles_of(raw) == roles


def test_a_password_is_long_or_absent():
    assert password_fault(None) is password_fault("0123456789") is None
    assert password_fault("012345678") == "A password has at least 10 characters."


def test_names_sort_without_regard_to_case_and_accents():
    assert sorted(["Zoë", "émile", "Emil", "ÅSA", "bo"], key=sort_key) == ["ÅSA", "bo", "Emil", "émile", "Zoë"]


def test_a_name_is_one_line():
    assert name_of("  Ann\n\t Lee\u00a0") == "Ann Lee"


@pytest.mark.parametrize(
    "cell", ["=HYPERLINK(1)", "+1", "-2+3", "@SUM(A1)", " =1", "\t=1", "＝1", "'=1", "'t Hart", "Ada", "", "a=b"]
)
def test_a_row_that_comes_back_is_no_formula_and_read_again_what_it_was(cell: str):
    back = rest_csv(["name", "email"], [Row(2, [cell, "nowhere"], None, [])])
    written = next(csv.reader(io.StringIO(back.split("\r\n")[1])))[0]
    assert not written.lstrip().startswith(("=", "+", "-", "@", "＝"))
    _, rows, _ = read_csv(back)
    assert rows[0].raw[0] == untamed(cell)


def test_a_line_that_runs_over_several_cells_comes_back_tamed_in_each():
    back = rest_csv(["name", "email"], [Row(2, ["=1", "=2@x.example"], None, [])])
    assert back.splitlines()[1] == "'=1,'=2@x.example"
