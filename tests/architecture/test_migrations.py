"""Migrations: none missing, none of Oscar's copied, no name that hides one of its."""

from io import StringIO
from pathlib import Path

import oscar
import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command

OSCAR_APPS = Path(oscar.__file__).parent / "apps"
OURS = [
    config
    for config in apps.get_app_configs()
    if Path(config.path).is_relative_to(settings.BASE_DIR)
    and "site-packages" not in Path(config.path).parts  # of .venv
    and (Path(config.path) / "migrations").is_dir()
]


def is_fork(config) -> bool:
    return any("oscar.apps" in base.__module__ for base in type(config).__mro__)


def twin(config) -> str:
    module = next(
        base.__module__
        for base in type(config).__mro__
        if base.__module__.startswith("oscar.apps")
    )
    return module.removeprefix("oscar.apps.").removesuffix(".apps").replace(".", "/")


def migration_files(folder: Path) -> dict[str, Path]:
    return {path.stem: path for path in folder.glob("migrations/[0-9]*.py")}


def oscars_migrations() -> dict[str, Path]:
    return {
        name: path
        for folder in OSCAR_APPS.rglob("migrations")
        for name, path in migration_files(folder.parent).items()
    }


@pytest.mark.django_db
def test_models_and_migrations_agree():
    out = StringIO()

    call_command("makemigrations", check=True, dry_run=True, stdout=out)

    assert "No changes detected" in out.getvalue()


@pytest.mark.parametrize("config", OURS, ids=lambda config: config.label)
def test_no_migration_of_ours_is_a_copy_of_oscars(config):
    theirs = oscars_migrations()
    contents = {path.read_bytes() for path in theirs.values()}

    for name, path in migration_files(Path(config.path)).items():
        assert path.read_bytes() not in contents, path
        # In a fork, a file of the same name would hide Oscar's.
        assert not (is_fork(config) and name in theirs), path


@pytest.mark.parametrize(
    "config",
    [config for config in OURS if is_fork(config)],
    ids=lambda config: config.label,
)
def test_no_migration_of_ours_is_numbered_below_oscars(config):
    upstream = OSCAR_APPS / twin(config)
    last = max(migration_files(upstream), default="0000")

    for name in migration_files(Path(config.path)):
        assert name[:4] > last[:4], name
