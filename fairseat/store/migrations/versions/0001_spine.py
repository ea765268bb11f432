"""People, templates, exams, sessions and their evidence."""

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TABLES = """
CREATE TABLE person (
    id uuid PRIMARY KEY,
    name text NOT NULL,
    sort_key text NOT NULL,
    email text NOT NULL UNIQUE,
    roles text[] NOT NULL,
    password_hash text,
    disabled_at timestamptz,
    created_at timestamptz NOT NULL,
    words tsvector GENERATED ALWAYS AS (to_tsvector('simple', sort_key || ' ' || replace(email, '@', ' '))) STORED
);
CREATE INDEX person_sorted ON person (sort_key, id);
CREATE INDEX person_words ON person USING gin (words);

CREATE TABLE sign_in (
    token_hash bytea PRIMARY KEY,
    person_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    session_id uuid,
    expires_at timestamptz NOT NULL
);
CREATE TABLE sign_in_failure (account text NOT NULL, address text NOT NULL, at timestamptz NOT NULL);
CREATE INDEX sign_in_failure_at ON sign_in_failure (account, at);

CREATE TABLE template (
    id uuid PRIMARY KEY,
    name text NOT NULL,
    settings jsonb NOT NULL,
    updated_at timestamptz NOT NULL,
    archived_at timestamptz
);

CREATE TABLE exam (
    id uuid PRIMARY KEY,
    title text NOT NULL,
    template_id uuid NOT NULL REFERENCES template,
    settings jsonb NOT NULL,  -- the template's, frozen when the exam was last saved before its first session began
    opens_at timestamptz NOT NULL,
    closes_at timestamptz NOT NULL,
    duration_min integer NOT NULL,
    content jsonb NOT NULL,
    created_at timestamptz NOT NULL,
    CHECK (closes_at > opens_at)
);
CREATE INDEX exam_newest ON exam (opens_at DESC, id DESC);

CREATE TABLE session (
    id uuid PRIMARY KEY,
    exam_id uuid NOT NULL REFERENCES exam,
    student_id uuid NOT NULL REFERENCES person,
    proctor_id uuid REFERENCES person,
    state text NOT NULL DEFAULT 'scheduled',
    sort_key text NOT NULL,  -- the student's, so that a list of sessions sorts without a join
    created_at timestamptz NOT NULL,
    consent_version text,
    consent_at timestamptz,
    checked_at timestamptz,
    started_at timestamptz,
    ends_at timestamptz,
    finished_at timestamptz,
    reason text NOT NULL DEFAULT '',
    unavailable text[] NOT NULL DEFAULT '{}',
    answers jsonb NOT NULL DEFAULT '{}',
    rating smallint,
    credibility real,
    violations integer NOT NULL DEFAULT 0,
    for_review boolean NOT NULL DEFAULT false,
    decision text,
    conclusion jsonb,
    report_state text NOT NULL DEFAULT 'none',
    report_key text,
    sealed_at timestamptz,
    UNIQUE (exam_id, student_id)
);
CREATE INDEX session_sorted ON session (sort_key, id);
CREATE INDEX session_exam ON session (exam_id, sort_key, id);
CREATE INDEX session_proctor ON session (proctor_id, sort_key, id);
CREATE INDEX session_student ON session (student_id);
CREATE INDEX session_live ON session (state) WHERE state IN ('scheduled', 'checking', 'running');
CREATE INDEX session_unsealed ON session (finished_at) WHERE finished_at IS NOT NULL AND sealed_at IS NULL;

CREATE INDEX session_waiting ON session (finished_at) WHERE report_state = 'waiting';

CREATE TABLE event (
    session_id uuid NOT NULL REFERENCES session ON DELETE CASCADE,
    id bigint GENERATED ALWAYS AS IDENTITY,
    at timestamptz NOT NULL,
    kind text NOT NULL,
    actor text NOT NULL DEFAULT '',
    data jsonb NOT NULL DEFAULT '{}',
    PRIMARY KEY (session_id, id)
);

CREATE TABLE reading (
    session_id uuid NOT NULL REFERENCES session ON DELETE CASCADE,
    at integer NOT NULL,       -- start of the interval of 10 s, seconds since the epoch
    seconds bytea NOT NULL,    -- msgpack: tracker -> one byte a second (domain/credibility.py)
    details jsonb,
    PRIMARY KEY (session_id, at)
);

CREATE TABLE violation (
    id uuid PRIMARY KEY,
    session_id uuid NOT NULL REFERENCES session ON DELETE CASCADE,
    tracker text NOT NULL,
    started_at timestamptz NOT NULL,
    ended_at timestamptz,
    raised_at timestamptz NOT NULL,
    alerted boolean NOT NULL,
    late boolean NOT NULL DEFAULT false,
    withdrawn boolean NOT NULL DEFAULT false,
    peak real NOT NULL DEFAULT 1,
    coverage real NOT NULL DEFAULT 1,
    seconds real NOT NULL DEFAULT 0,
    detail jsonb NOT NULL DEFAULT '{}',
    dismissed jsonb
);
CREATE INDEX violation_session ON violation (session_id, started_at);

CREATE TABLE snapshot (
    id uuid PRIMARY KEY,
    session_id uuid NOT NULL REFERENCES session ON DELETE CASCADE,
    violation_id uuid REFERENCES violation ON DELETE SET NULL,
    source text NOT NULL,
    requested_at timestamptz NOT NULL,
    taken_at timestamptz,
    object text,
    sha256 bytea
);
CREATE INDEX snapshot_session ON snapshot (session_id);

CREATE TABLE segment (
    session_id uuid NOT NULL REFERENCES session ON DELETE CASCADE,
    source text NOT NULL,
    recorder text NOT NULL,
    number integer NOT NULL,
    mime text NOT NULL,
    width integer NOT NULL,
    height integer NOT NULL,
    started_device_ms double precision NOT NULL,
    offset_ms double precision NOT NULL,
    error_ms double precision NOT NULL,
    duration_ms double precision NOT NULL,
    chunks integer NOT NULL,
    missing integer NOT NULL,
    object text NOT NULL,
    object_from bigint NOT NULL,
    bytes bigint NOT NULL,
    digests bytea NOT NULL,  -- per chunk: sequence (4 bytes), SHA-256 (32 bytes)
    chain bytea NOT NULL,    -- head of the recorder's chain after this segment
    object_sha256 bytea NOT NULL,
    PRIMARY KEY (session_id, source, recorder, number)
);

CREATE TABLE checkpoint (
    session_id uuid NOT NULL REFERENCES session ON DELETE CASCADE,
    at timestamptz NOT NULL,
    body bytea NOT NULL,       -- the heads of all chains, as signed
    signature bytea NOT NULL,  -- Ed25519
    PRIMARY KEY (session_id, at)
);

CREATE TABLE outage (
    session_id uuid NOT NULL REFERENCES session ON DELETE CASCADE,
    from_at timestamptz NOT NULL,
    to_at timestamptz,
    PRIMARY KEY (session_id, from_at)
);

CREATE TABLE chat (
    id uuid PRIMARY KEY,
    session_id uuid NOT NULL REFERENCES session ON DELETE CASCADE,
    at timestamptz NOT NULL,
    author_id uuid NOT NULL REFERENCES person,
    author text NOT NULL,
    role text NOT NULL,
    text text NOT NULL,
    read_at timestamptz
);
CREATE INDEX chat_session ON chat (session_id, at);

CREATE TABLE help (
    id uuid PRIMARY KEY,
    session_id uuid NOT NULL REFERENCES session ON DELETE CASCADE,
    called_at timestamptz NOT NULL,
    text text NOT NULL,
    answered_at timestamptz,
    answered_by text,
    cancelled_at timestamptz
);
CREATE INDEX help_session ON help (session_id);

CREATE TABLE audit (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL,
    actor_id uuid,
    actor text NOT NULL,
    action text NOT NULL,
    session_id uuid,
    address text NOT NULL DEFAULT '',
    detail jsonb NOT NULL DEFAULT '{}'
);
CREATE INDEX audit_session ON audit (session_id, id);
"""


def upgrade() -> None:
    op.execute(TABLES)
