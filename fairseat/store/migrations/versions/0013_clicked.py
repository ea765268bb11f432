"""When a student clicked on Finish whose line was down."""

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

TABLES = """
ALTER TABLE session ADD COLUMN clicked_at timestamptz; -- up to here the exam was sat; empty: up to its end
"""


def upgrade() -> None:
    op.execute(TABLES)
