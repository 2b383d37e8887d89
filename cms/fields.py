"""A StreamField whose block definitions stay out of the migrations."""

from typing import Any

from wagtail.fields import StreamField


class BlocksField(StreamField):
    """Blocks are code, not schema: adding one must not write a migration."""

    def __init__(self, block_types: Any = (), **options: Any) -> None:
        super().__init__(block_types, **options)

    def deconstruct(self) -> Any:
        name, path, _args, options = super().deconstruct()
        options.pop("block_lookup", None)
        return name, path, [], options
