"""What is different for one student, and as it holds in each session."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TABLES = """
CREATE TABLE accommodation (
    person_id uuid PRIMARY KEY REFERENCES person ON DELETE CASCADE,
    items jsonb NOT NULL -- domain/accommodation.py, one for each tracker
);
ALTER TABLE session ADD COLUMN accommodations jsonb NOT NULL DEFAULT '[]';
"""


def upgrade() -> None:
    op.execute(TABLES)
