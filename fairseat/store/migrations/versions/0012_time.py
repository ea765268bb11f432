"""Minutes that were added, the gap before a reopening, and whom to ask about an exam."""

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

TABLES = """
ALTER TABLE session ADD COLUMN extra_min integer NOT NULL DEFAULT 0;
ALTER TABLE session ADD COLUMN shifted_ms bigint NOT NULL DEFAULT 0; -- by how much reopenings moved the end
ALTER TABLE exam ADD COLUMN contact text NOT NULL DEFAULT ''; -- empty: the template's, or that of the whole product

CREATE TABLE gap ( -- the time between an end and the student's return after the reopening
    session_id uuid NOT NULL REFERENCES session ON DELETE CASCADE,
    from_at timestamptz NOT NULL,
    to_at timestamptz, -- empty: the student is not back yet
    PRIMARY KEY (session_id, from_at)
);
"""


def upgrade() -> None:
    op.execute(TABLES)
