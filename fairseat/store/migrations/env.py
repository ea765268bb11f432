"""Alembic's entry: the migrations run over psycopg, with lock and statement timeouts."""

from alembic import context
from sqlalchemy import create_engine, text

LOCK_TIMEOUT = "4s"  # a migration that waits longer would stop a running exam
STATEMENT_TIMEOUT = "10min"


def run() -> None:
    url = context.config.attributes["dsn"].replace("postgresql://", "postgresql+psycopg://", 1)
    engine = create_engine(url)
    with engine.connect() as connection:
        connection.execute(text(f"SET lock_timeout = '{LOCK_TIMEOUT}'"))
        connection.execute(text(f"SET statement_timeout = '{STATEMENT_TIMEOUT}'"))
        connection.commit()
        context.configure(connection=connection, transaction_per_migration=True)
        with context.begin_transaction():
            context.run_migrations()
    engine.dispose()


run()
