"""Entries of the log stay as they are: the database itself refuses to change or delete one.

Whoever owns the database can take these triggers away; what shows it then is the chain, and a
head that was noted elsewhere. SQLite changes a table by making it anew, without its triggers: a
later migration of ``entry`` has to make them again.
"""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

FAULT = "entries of the log are never changed or deleted"


def upgrade() -> None:
    """Make it."""
    if op.get_bind().dialect.name == "sqlite":
        for name, event in (("entry_not_changed", "UPDATE"), ("entry_not_deleted", "DELETE")):
            op.execute(
                f"CREATE TRIGGER {name} BEFORE {event} ON entry "
                f"BEGIN SELECT RAISE(ABORT, '{FAULT}'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION entry_stays() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{FAULT}'; END $$"
    )
    op.execute(
        "CREATE TRIGGER entry_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON entry "
        "FOR EACH STATEMENT EXECUTE FUNCTION entry_stays()"
    )


def downgrade() -> None:
    """Take it back."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER entry_not_changed")
        op.execute("DROP TRIGGER entry_not_deleted")
        return
    op.execute("DROP TRIGGER entry_stays ON entry")
    op.execute("DROP FUNCTION entry_stays()")
