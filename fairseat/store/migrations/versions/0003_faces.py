"""Face prints kept apart, looks at faces, and who resembles whom.

The prints are sealed by the server before they get here (docs/decisions/0010-face-prints.md), so no extension of
PostgreSQL is needed.
"""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TABLES = """
ALTER TABLE session ADD COLUMN similar_consent_at timestamptz;

CREATE TABLE face_print (
    session_id uuid PRIMARY KEY REFERENCES session ON DELETE CASCADE,
    person_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    photo_id uuid NOT NULL,      -- the snapshot it was made of
    sealed bytea NOT NULL,       -- 128 numbers, sealed for this session
    made_at timestamptz NOT NULL,
    delete_at timestamptz NOT NULL,
    comparable boolean NOT NULL, -- the student agreed to the comparison with others
    compared_at timestamptz      -- with all others that were there; null: waits for it
);
CREATE INDEX face_print_due ON face_print (delete_at);
CREATE INDEX face_print_waiting ON face_print (made_at) WHERE comparable AND compared_at IS NULL;

CREATE TABLE face_look (
    id uuid PRIMARY KEY,
    session_id uuid NOT NULL REFERENCES session ON DELETE CASCADE,
    taken_at timestamptz NOT NULL,
    came_at timestamptz NOT NULL,
    object text,                 -- the picture; null once it is judged and nothing speaks for keeping it
    sha256 bytea NOT NULL,
    judged_at timestamptz,
    similarity real              -- null while it waits, and where nothing could be compared
);
CREATE INDEX face_look_session ON face_look (session_id, taken_at);
CREATE INDEX face_look_waiting ON face_look (came_at) WHERE judged_at IS NULL;

CREATE TABLE face_find (
    id uuid PRIMARY KEY,
    session_id uuid NOT NULL REFERENCES session ON DELETE CASCADE,
    other_id uuid NOT NULL REFERENCES session ON DELETE CASCADE,
    similarity real NOT NULL,
    found_at timestamptz NOT NULL,
    other_photo uuid NOT NULL,
    UNIQUE (session_id, other_id)
);
"""


def upgrade() -> None:
    op.execute(TABLES)
