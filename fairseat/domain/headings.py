"""What the columns of a list of people are called, in the words of spreadsheets and platforms."""

import unicodedata
from typing import Literal, get_args

Field = Literal["name", "first_name", "last_name", "email", "roles", "password"]
FIELDS: tuple[Field, ...] = get_args(Field)

# Arabic, Chinese, Dutch, English, French, German, Italian, Japanese, Korean, Polish, Portuguese, Russian, Spanish,
# Turkish and Ukrainian; the exports of Moodle among them. Compared without case, accents, blanks and punctuation.
_WORDS: dict[Field, str] = {
    "name": (
        "name|full name|student|student name|display name|person|vollständiger name|anzeigename|vor- und nachname|"
        "nom complet|nom et prénom|nom prénom|nombre completo|nombre y apellidos|apellidos y nombre|nome completo|"
        "nome e cognome|фио|ф. и. о.|полное имя|имя и фамилия|піб|повне ім'я|姓名|名字|全名|氏名|名前|お名前|이름|성명|"
        "imię i nazwisko|volledige naam|naam|ad soyad|adı soyadı|الاسم|الاسم الكامل|اسم الطالب"
    ),
    "first_name": (
        "first name|firstname|given name|given names|forename|vorname|vornamen|prénom|prénoms|nombre|nombres|"
        "nome|nome próprio|primeiro nome|имя|имя, отчество|ім'я|名|名（拼音）|名前(名)|imię|imiona|voornaam|roepnaam|"
        "ad|adı|isim|الاسم الأول|الاسم الشخصي"
    ),
    "last_name": (
        "last name|lastname|surname|family name|nachname|familienname|zuname|nom|nom de famille|apellido|apellidos|"
        "sobrenome|apelido|cognome|фамилия|прізвище|姓|姓氏|苗字|성|nazwisko|achternaam|soyad|soyadı|soyisim|"
        "اسم العائلة|اللقب|الاسم الأخير"
    ),
    "email": (
        "email|e-mail|email address|e-mail address|mail|mail address|primary email|e-mail-adresse|mailadresse|"
        "adresse de courriel|courriel|adresse e-mail|adresse électronique|mél|correo|correo electrónico|"
        "dirección de correo|dirección de correo electrónico|e-mail institucional|correio eletrônico|"
        "correio electrónico|endereço de e-mail|endereço de email|indirizzo e-mail|indirizzo email|posta elettronica|"
        "электронная почта|эл. почта|почта|адрес электронной почты|имейл|електронна пошта|邮箱|电子邮箱|电子邮件|"
        "电子邮件地址|電子郵件|邮件|メール|メールアドレス|eメール|電子メール|이메일|이메일 주소|전자우편|adres e-mail|"
        "poczta elektroniczna|e-mailadres|e-posta|eposta|e-posta adresi|البريد الإلكتروني|البريد"
    ),
    "roles": "role|roles|rolle|rollen|rôle|rôles|rol|papel|ruolo|роль|роли|角色|役割|역할|rola|الدور",
    "password": (
        "password|passwort|kennwort|mot de passe|contraseña|senha|palavra-passe|пароль|密码|パスワード|비밀번호|"
        "hasło|wachtwoord|parola|şifre|كلمة المرور"
    ),
}


def plain(heading: str) -> str:
    """Letters and digits alone, without case and accents."""
    parts = unicodedata.normalize("NFKD", heading).casefold()
    return "".join(c for c in parts if c.isalnum())


_KNOWN: dict[str, Field] = {plain(word): name for name, words in _WORDS.items() for word in words.split("|")}
_OURS: dict[str, Field] = {name: name for name in FIELDS}


def field_of(heading: str) -> Field | None:
    """What the column holds; None when the heading is not known."""
    return _OURS.get(heading.strip().lower()) or _KNOWN.get(plain(heading))


def guessed(headings: list[str]) -> list[Field | None]:
    """What each column holds. Of two with one meaning the first counts; a lone `nombre` or `имя` is the whole name."""
    seen: set[Field] = set()
    found: list[Field | None] = []
    for heading in headings:
        name = field_of(heading)
        found.append(None if name in seen else name)
        seen |= {name} if name else set()
    if "name" not in seen and len(seen & {"first_name", "last_name"}) == 1:
        return ["name" if name in ("first_name", "last_name") else name for name in found]
    return found
