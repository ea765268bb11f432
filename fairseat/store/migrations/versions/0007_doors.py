"""Personal links that can be made new and withdrawn, attempts to sign in that are reserved before they are tried, the
addresses a person is known from, and indexes for what is asked of sign-ins and the audit log."""

from alembic import op

revision = "0007"
down_revision = "0005"
branch_labels = None
depends_on = None

TABLES = """
ALTER TABLE session ADD COLUMN link_version integer NOT NULL DEFAULT 0; -- how often the link was made new
ALTER TABLE session ADD COLUMN link_withdrawn_at timestamptz;

CREATE INDEX sign_in_person ON sign_in (person_id);
CREATE INDEX sign_in_session ON sign_in (session_id) WHERE session_id IS NOT NULL;
CREATE INDEX sign_in_expires ON sign_in (expires_at);

ALTER TABLE sign_in_failure ADD COLUMN id uuid;                              -- null: of a version before this one
ALTER TABLE sign_in_failure ADD COLUMN pending boolean NOT NULL DEFAULT false; -- its password is being tried
CREATE INDEX sign_in_failure_address ON sign_in_failure (address, at);
CREATE INDEX sign_in_failure_id ON sign_in_failure (id);
CREATE INDEX sign_in_failure_old ON sign_in_failure (at);

CREATE TABLE sign_in_address (
    person_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    address text NOT NULL,
    last_at timestamptz NOT NULL, -- of the last sign-in with the right password
    PRIMARY KEY (person_id, address)
);
CREATE INDEX sign_in_address_old ON sign_in_address (last_at);

CREATE INDEX audit_action ON audit (action, id);
"""


def upgrade() -> None:
    op.execute(TABLES)
