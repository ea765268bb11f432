"""What a person has confirmed among the violations that count only then."""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE violation ADD COLUMN confirmed jsonb")
