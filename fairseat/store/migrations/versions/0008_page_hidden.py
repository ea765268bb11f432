"""An accommodation for the tracker that was told apart holds for both halves. Templates and exams are told apart when
they are read (domain/trackers.py): yesterday's code would not know the name."""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

HALVES = """
UPDATE {table} SET {column} = {column} || (
    SELECT jsonb_agg(one || '{{"tracker": "page_hidden"}}') FROM jsonb_array_elements({column}) AS one
    WHERE one->>'tracker' = 'window_focus'
)
WHERE {column} @> '[{{"tracker": "window_focus"}}]' AND NOT {column} @> '[{{"tracker": "page_hidden"}}]'
"""


def upgrade() -> None:
    op.execute(HALVES.format(table="accommodation", column="items"))
    op.execute(HALVES.format(table="session", column="accommodations"))
