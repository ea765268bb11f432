"""Every message of the two sockets, made from its own definition."""

from typing import Any

import msgspec
import msgspec.inspect as mi
import pytest

from fairseat.domain import messages
from fairseat.domain.messages import (
    PhoneMessage,
    PhoneServerMessage,
    StaffMessage,
    StaffServerMessage,
    StudentMessage,
    StudentServerMessage,
)

UNIONS = {
    "StudentMessage": StudentMessage, "StaffMessage": StaffMessage, "StudentServerMessage": StudentServerMessage,
    "PhoneMessage": PhoneMessage, "PhoneServerMessage": PhoneServerMessage,
    "StaffServerMessage": StaffServerMessage,
}  # fmt: skip
MESSAGES = [kind for kind in vars(messages).values() if isinstance(kind, type) and kind.__base__ is messages._Message]
IN_UNIONS = [(kind, name) for name, union in UNIONS.items() for kind in union.__args__]
every_message = pytest.mark.parametrize(
    ("kind", "union"), IN_UNIONS, ids=lambda v: v if isinstance(v, str) else v.__name__
)


def sample(kind: mi.Type) -> Any:
    """A JSON value that fits."""
    match kind:
        case mi.StrType():
            return "text"
        case mi.BoolType():
            return True
        case mi.IntType():
            return 7
        case mi.FloatType():
            return 0.5
        case mi.LiteralType(values=values):
            return values[0]
        case mi.UnionType(types=types):
            return sample(next(t for t in types if not isinstance(t, mi.NoneType)))
        case mi.ListType(item_type=item):
            return [sample(item)]
        case mi.DictType(key_type=key, value_type=value):
            return {sample(key): sample(value)}
        case mi.StructType(fields=fields):
            return {field.encode_name: sample(field.type) for field in fields}
        case mi.AnyType():
            return {"anything": [1, "two", None]}
    raise AssertionError(f"no sample of {kind}")


def described(kind: type) -> mi.StructType:
    found = mi.type_info(kind)
    assert isinstance(found, mi.StructType)
    return found


def sample_of(kind: type) -> dict[str, Any]:
    info = described(kind)
    return {"type": info.tag, **sample(info)}


def decoded(raw: dict[str, Any], union: str) -> Any:
    return msgspec.json.decode(msgspec.json.encode(raw), type=UNIONS[union])


def typed_fields(kind: type) -> list[str]:
    return [field.encode_name for field in described(kind).fields if not isinstance(field.type, mi.AnyType)]


def test_every_message_goes_somewhere():
    assert len(MESSAGES) > 20
    assert {kind for kind, _ in IN_UNIONS} == set(MESSAGES)


def test_tags_are_unique_and_say_what_the_struct_says():
    tags = {kind: described(kind).tag for kind in MESSAGES}
    assert len(set(tags.values())) == len(MESSAGES)
    for kind, tag in tags.items():
        assert str(tag).replace("_", "") == kind.__name__.lower()


@every_message
def test_a_message_decodes_its_own_encoding(kind: type, union: str):
    message = decoded(sample_of(kind), union)
    assert type(message) is kind
    assert msgspec.json.decode(msgspec.json.encode(message), type=UNIONS[union]) == message
    assert msgspec.to_builtins(message) == sample_of(kind)


@every_message
def test_only_its_required_fields_are_needed(kind: type, union: str):
    least = {"type": described(kind).tag} | {
        f.encode_name: sample(f.type) for f in described(kind).fields if f.required
    }
    assert type(decoded(least, union)) is kind
    for name in set(least) - {"type"}:
        with pytest.raises(msgspec.ValidationError, match=name):
            decoded({key: value for key, value in least.items() if key != name}, union)


@every_message
def test_fields_of_a_later_version_are_tolerated(kind: type, union: str):
    assert decoded({**sample_of(kind), "later": {"deep": [1]}}, union) == decoded(sample_of(kind), union)


@every_message
def test_a_field_of_the_wrong_type_is_refused_by_name(kind: type, union: str):
    for name in typed_fields(kind):
        with pytest.raises(msgspec.ValidationError, match=rf"\$\.{name}"):
            decoded({**sample_of(kind), name: [[["nonsense"]]]}, union)


@pytest.mark.parametrize("raw", [{}, {"type": "fly"}, {"type": 7}, [], "ping", None])
def test_what_is_no_message_is_refused(raw: Any):
    for union in UNIONS:
        with pytest.raises(msgspec.ValidationError):
            decoded(raw, union)


def test_a_student_cannot_say_what_only_staff_or_the_server_says():
    for kind in set(MESSAGES) - set(StudentMessage.__args__):
        with pytest.raises(msgspec.ValidationError):
            decoded(sample_of(kind), "StudentMessage")


def test_readings_are_shares_or_null():
    said = decoded({"type": "send_readings", "sequence": 1, "at_ms": 5, "values": {"voices": 1, "camera": None}},
                   "StudentMessage")  # fmt: skip
    assert said.values == {"voices": 1.0, "camera": None}
    with pytest.raises(msgspec.ValidationError):
        decoded({"type": "send_readings", "sequence": 1, "at_ms": 5, "values": {"voices": "loud"}}, "StudentMessage")


@pytest.mark.parametrize("raw", [b'{"type":"ping","number":1,"sent_device_ms":NaN}', b"\xff\xfe", b"", b"{"])
def test_what_is_no_json_is_refused(raw: bytes):
    with pytest.raises(msgspec.DecodeError):
        msgspec.json.decode(raw, type=StudentMessage)
