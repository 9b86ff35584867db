"""What Alembic runs: our migrations, over the connection and transaction it is given."""

from collections.abc import Collection, Mapping
from typing import Any

from alembic import context
from alembic.runtime.migration import MigrationContext, MigrationInfo

from storage.migrate import VERSION_TABLE


def _tell(
    ctx: MigrationContext, step: MigrationInfo, heads: Collection[Any], run_args: Mapping[str, Any]
) -> None:
    """Say that a step is done, to whoever asked for it."""
    script: Any = step.up_revision
    said = (script.doc or "").strip().splitlines()[:1]
    context.config.attributes["tell"](f"  {step.up_revision_id}  {''.join(said)}")


context.configure(
    connection=context.config.attributes["connection"],
    version_table=VERSION_TABLE,
    transactional_ddl=True,
    on_version_apply=_tell if "tell" in context.config.attributes else None,
)
context.run_migrations()
