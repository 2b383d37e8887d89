"""Oscar's own migrations, read from the installed package, followed by ours."""

from oscar.apps.catalogue.reviews import migrations as upstream

__path__ += upstream.__path__
