"""The table of words that PostgreSQL's full text, or SQLite's FTS5, searches in."""

import logging

from django.db import migrations

logger = logging.getLogger(__name__)


def create(apps, schema_editor):
    from search.engines.fulltext import postgresql, sqlite

    if schema_editor.connection.vendor == "postgresql":
        for statement in postgresql.CREATE:
            schema_editor.execute(statement)
    elif sqlite.has_fts5():
        schema_editor.execute(sqlite.CREATE)
    else:
        logger.warning("This SQLite has no FTS5: search finds words but ranks none.")


def drop(apps, schema_editor):
    from search.engines.fulltext import postgresql, sqlite

    vendor = schema_editor.connection.vendor
    schema_editor.execute(postgresql.DROP if vendor == "postgresql" else sqlite.DROP)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_search")]
    operations = [migrations.RunPython(create, drop)]
