"""Students' rhythms of typing, kept with their consent until a date."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        """CREATE TABLE typing_rhythm (
            person_id uuid PRIMARY KEY REFERENCES person ON DELETE CASCADE,
            consented_at timestamptz NOT NULL,
            delete_at timestamptz NOT NULL,
            model jsonb NOT NULL DEFAULT '{}'  -- domain/rhythm.py
        );
        CREATE INDEX typing_rhythm_old ON typing_rhythm (delete_at)"""
    )
