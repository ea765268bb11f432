"""What of a packed segment is no recording, or not there."""

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

COLUMNS = """
ALTER TABLE segment ADD COLUMN plausible boolean NOT NULL DEFAULT true, -- can be a recording at all
    ADD COLUMN stretches jsonb NOT NULL DEFAULT '[]'; -- with holes: what is here of it, from and to, device clock, ms
"""


def upgrade() -> None:
    op.execute(COLUMNS)
