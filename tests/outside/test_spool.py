"""The spool: which segment is the newest, and what a refused chunk leaves behind."""

from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fairseat.domain.errors import Refusal
from fairseat.domain.frames import write_chunk
from fairseat.outside.spool import Spool
from tests.domain.factories import SESSION, chunk

RECORDERS = ("00112233aabbccdd", "ffeeddccbbaa9988")
STEPS = st.lists(
    st.tuples(st.sampled_from(["add", "drop"]), st.sampled_from(RECORDERS), st.integers(0, 3), st.integers(0, 9)),
    max_size=30,
)


def scanned(spool: Spool, session: UUID) -> object:
    parts = spool.parts.get(session, {})
    return max(parts, key=lambda key: (parts[key].started_device_ms, key[3]), default=None)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
@given(steps=STEPS)
def test_the_newest_segment_is_the_one_that_began_last_in_whatever_order_chunks_come(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, str, int, int]]
) -> None:
    spool = Spool(tmp_path_factory.mktemp("spool"))
    for number, (act, recorder, segment, at) in enumerate(steps):
        if act == "drop":
            spool.drop((SESSION, "camera", recorder, segment))
        else:
            one = chunk(recorder=recorder, segment=segment, sequence=number, started_device_ms=1.8e12 + at * 500)
            spool.add(SESSION, one, write_chunk(one))
        found, wanted = spool.newest(SESSION, "camera"), scanned(spool, SESSION)
        if found != wanted:  # two that began at once with one number are both the newest
            assert found is not None
            assert wanted is not None
            assert spool._rank(found) == spool._rank(wanted)  # type: ignore[arg-type]
    spool.close()


def test_a_chunk_that_the_disk_refuses_leaves_no_segment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spool = Spool(tmp_path)
    one = chunk()

    def full(*_: object) -> None:
        raise Refusal("disk_full", "The server's disk is full.", 507)

    monkeypatch.setattr(spool, "_write", full)
    with pytest.raises(Refusal):
        spool.add(SESSION, one, write_chunk(one))
    assert (spool.parts, spool.newest(SESSION, "camera")) == ({}, None)
    monkeypatch.undo()
    assert spool.add(SESSION, one, write_chunk(one))
    spool.close()
