"""What a student goes without: camera or microphone, and why."""

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

TABLES = """
ALTER TABLE session ADD COLUMN without jsonb NOT NULL DEFAULT '{}'; -- source -> the student's reason
"""


def upgrade() -> None:
    op.execute(TABLES)
