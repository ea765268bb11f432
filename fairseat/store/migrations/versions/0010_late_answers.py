"""Answers that came in after the end, beside those in time; and when each of those in time was saved."""

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

TABLES = """
CREATE TABLE late_answer (
    session_id uuid NOT NULL REFERENCES session ON DELETE CASCADE,
    task text NOT NULL,
    digest bytea NOT NULL, -- SHA-256 of the text: a repeat is the same row
    text text NOT NULL,
    received_at timestamptz NOT NULL,
    written_at timestamptz, -- as the student's device tells; null where that cannot be
    PRIMARY KEY (session_id, task, digest)
);
ALTER TABLE session ADD COLUMN answered_at jsonb NOT NULL DEFAULT '{}'; -- task -> instant
"""


def upgrade() -> None:
    op.execute(TABLES)
