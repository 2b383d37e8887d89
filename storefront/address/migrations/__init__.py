"""Oscar's own migrations, read from the installed package, followed by ours."""

from oscar.apps.address import migrations as upstream

__path__ += upstream.__path__
