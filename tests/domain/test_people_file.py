"""Lists of people as spreadsheets and platforms write them."""

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairseat.domain.people import NewPerson
from fairseat.domain.people_file import COLUMNS_MOST, PeopleFile, Row, read_people, rest_of, untamed
from fairseat.flow.decode_file import decoded

FOLDER = Path(__file__).parents[1] / "cases/people"
CASES: dict[str, list[dict[str, str]]] = json.loads((FOLDER / "expected.json").read_text())
ANN = NewPerson("Ann Lee", "ann@example.edu", ("student",), None)


def people(text: str) -> list[NewPerson | None]:
    return [row.person for row in read_people(text).rows]


def faults(text: str) -> list[tuple[int | None, str | None, str]]:
    """Line, column and sentence of everything that is wrong."""
    file = read_people(text)
    return [(p.line, p.column, p.message) for p in [*file.faults, *(p for row in file.rows for p in row.places)]]


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
    assert faults("") == faults(" \n\n") == [(1, None, "The file is empty.")]


@pytest.mark.parametrize(
    ("head", "missing"), [("name", "email"), ("email,roles", "name"), ("first name", "email"), ("a,b", "name, email")]
)
def test_a_missing_column_is_named_and_nothing_is_taken(head: str, missing: str):
    text = f"{head}\nAnn Lee,ann@example.edu,a,b\n"
    assert faults(text) == [(1, None, f"The column {missing} is missing. Say which column it is.")]
    assert people(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "First name,Last name,Email address\nAnn,Lee,ann@example.edu\n",
        "Vorname;Nachname;E-Mail-Adresse\nAnn;Lee;ann@example.edu\n",
        "Last name\tFirst name\tEmail\nLee\tAnn\tann@example.edu\n",
        "sep=;\nname;email\nAnn Lee;ann@example.edu\n",
        '"sep=|"\r\nname|email\r\nAnn Lee|ann@example.edu\r\n',
        "name,email,,\nAnn Lee,ann@example.edu,,\n,,,\n",
        "email, firstname, lastname\nann@example.edu, Ann, Lee\n",
        "Prénom;Nom;Adresse de courriel\nAnn;Lee;ann@example.edu\n",
        "Nombre;Apellidos;Correo electrónico\nAnn;Lee;ann@example.edu\n",
        "Nome,E-mail\nAnn Lee,ann@example.edu\n",
        "Имя;Фамилия;Электронная почта\nAnn;Lee;ann@example.edu\n",
        "姓名,邮箱\nAnn Lee,ann@example.edu\n",
        "氏名,メールアドレス\nAnn Lee,ann@example.edu\n",
        "이름,이메일\nAnn Lee,ann@example.edu\n",
        "Imię i nazwisko;Adres e-mail\nAnn Lee;ann@example.edu\n",
        "Ad,Soyad,E-posta\nAnn,Lee,ann@example.edu\n",
        "الاسم,البريد الإلكتروني\nAnn Lee,ann@example.edu\n",
        "First name,Last name,ID number,Email address\nAnn,Lee,4711,ann@example.edu\n",
    ],
)
def test_a_list_is_read_as_a_platform_or_a_spreadsheet_of_another_language_writes_it(text: str):
    assert people(text) == [ANN]
    assert faults(text) == []


def test_columns_that_nobody_knows_are_left_out_and_named():
    file = read_people("name,student id,email,\nAnn Lee,4711,ann@example.edu,\n")
    assert [row.person for row in file.rows] == [ANN]
    assert [(c.heading, c.sample) for c in file.unsure] == [("student id", "4711")]


def test_of_two_columns_with_one_meaning_the_first_counts_and_the_other_is_asked_about():
    file = read_people("name,email,mail\nAnn Lee,ann@example.edu,other@example.edu\n")
    assert [row.person for row in file.rows] == [ANN]
    assert [c.heading for c in file.unsure] == ["mail"]


def test_what_somebody_says_of_the_columns_counts():
    text = "who,first,contact\nx,Ann Lee,ann@example.edu\n"
    file = read_people(text, [None, "name", "email"])
    assert ([row.person for row in file.rows], file.unsure) == ([ANN], [])
    assert read_people(text, [None, "name"]).faults[0].message.startswith("The columns are not those")
    assert read_people(text, ["name", "name", "email"]).faults[0].message == "The column name stands twice."


def test_a_file_without_a_head_line_loses_nobody():
    file = read_people("Ann Lee,ann@example.edu\nBo,bo@example.edu\n", ["name", "email"])
    assert [row.person and row.person.name for row in file.rows] == ["Ann Lee", "Bo"]
    assert [c.field for c in read_people("Ann Lee,ann@example.edu\n").columns] == [None, "email"]


def test_names_of_east_asia_begin_with_the_family():
    assert people("姓,名,邮箱\n王,伟,w@x.org\n") == [NewPerson("王伟", "w@x.org", ("student",), None)]


def test_more_columns_than_anybody_has_are_refused():
    head = ",".join(f"c{n}" for n in range(COLUMNS_MOST + 1))
    assert faults(f"{head}\n1,2\n") == [(1, None, f"There are more than {COLUMNS_MOST} columns.")]


@pytest.mark.parametrize("name", sorted(CASES))
def test_real_lists_mean_what_they_mean(name: str):
    file = read_people(decoded((FOLDER / name).read_bytes()).text)
    assert file.faults == []
    found = [{"name": row.person.name, "email": row.person.email} for row in file.rows if row.person]
    assert found == CASES[name]


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
        ("An\x01n,a@x.org,,", "name", "The name contains a control character."),
        ("\u200b,a@x.org,,", "name", "The name has no sign that can be seen."),
        ("A\u202en,a@x.org,,", "name", "The name contains a sign that turns the direction of writing."),
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
    [row] = read_people("name,email\nAnn,nowhere\n").rows
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
    assert rest_of(read_people("name,email\nAnn Lee,ann@example.edu\n"), []) == ""


@pytest.mark.parametrize("head", ["name;email\n", "sep=;\nName;E-Mail\n", ""])
def test_the_rest_is_a_file_with_the_same_rows_and_the_same_faults(head: str):
    text = f'{head}"Lee; Ann";ann@example.edu\n"Bo\nBold";nowhere\nCy;cy@x.org;more\n'
    told = None if head else ("name", "email", None)
    file = read_people(text, told)
    bad = rest_of(file, [row for row in file.rows if row.person is None])
    again = read_people(bad, told)
    assert again.rows[0].raw == ["Bo\nBold", "nowhere"]
    assert again.separator == ";"
    assert [row.places[0].message for row in again.rows] == [row.places[0].message for row in file.rows if row.places]


def back_of(*cells: str) -> str:
    return rest_of(PeopleFile(",", ["name", "email"]), [Row(2, list(cells), None, [])])


@pytest.mark.parametrize(
    "cell", ["=HYPERLINK(1)", "+1", "-2+3", "@SUM(A1)", " =1", "\t=1", "＝1", "'=1", "'t Hart", "Ada", "", "a=b"]
)
def test_a_row_that_comes_back_is_no_formula_and_read_again_what_it_was(cell: str):
    back = back_of(cell, "nowhere")
    written = next(csv.reader(io.StringIO(back.split("\r\n")[1])))[0]
    assert not written.lstrip().startswith(("=", "+", "-", "@", "＝"))
    assert read_people(back).rows[0].raw[0] == untamed(cell)


def test_a_line_that_runs_over_several_cells_comes_back_tamed_in_each():
    assert back_of("=1", "=2@x.example").splitlines()[1] == "'=1,'=2@x.example"


cells = st.text(st.sampled_from("ab\"; ,\r\n'é@.\t0"), max_size=6)


@given(st.lists(st.lists(cells, min_size=1, max_size=5).filter(lambda row: any(c.strip() for c in row)), max_size=6))
def test_the_rest_of_any_rows_reads_back_as_it_was(raws: list[list[str]]):
    file = PeopleFile(",", ["name", "email"])
    again = read_people(rest_of(file, [Row(2, raw, None, []) for raw in raws]) or "name,email")
    assert ([row.raw for row in again.rows], again.faults) == ([[untamed(cell) for cell in raw] for raw in raws], [])


@given(st.text(st.sampled_from('name,eil;\n\r"@.\x00xé |\tsp='), max_size=80))
def test_whatever_is_sent_as_a_file_is_answered(text: str):
    file = read_people("name,email\n" + text)
    assert file.faults or file.head == ["name", "email"]
    assert all(bool(row.person) is not bool(row.places) for row in file.rows)
    read_people(text)
