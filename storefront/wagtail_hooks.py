"""The first screen of the back office: what waits for whoever has come in."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from wagtail import hooks
from wagtail.admin.ui.components import Component

from catalog.office import officer
from storefront.todos import todos_for


class TodoPanel(Component):
    name = "todos"
    template_name = "desk/todos.html"
    order = 0

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        request = parent_context["request"]
        return {"todos": todos_for(officer(request), at=timezone.now())}


@hooks.register("construct_homepage_panels", order=100)
def show_todos(request: HttpRequest, panels: list[Component]) -> None:
    """In place of Wagtail's own panels, which know pages only."""
    panels[:] = [TodoPanel()]
