"""How a page goes live: written, submitted, approved. Wagtail's own workflow."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Group
from wagtail.models import (
    GroupApprovalTask,
    Page,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

WORKFLOW, TASK = "Duyệt trước khi đăng", "Duyệt bài"
_STOCK = "Moderators approval"  # the name Wagtail's migration gives both


def ensure_approval(approvers: Iterable[Group]) -> Workflow:
    """Let one of ``approvers`` approve every page that is submitted; may run at any
    time. A workflow that staff gave to pages below the root stays as it is."""
    task = _named(GroupApprovalTask, TASK)
    task.groups.add(*approvers)
    workflow: Workflow = _named(Workflow, WORKFLOW)
    WorkflowTask.objects.get_or_create(
        workflow=workflow, task=task, defaults={"sort_order": 0}
    )
    WorkflowPage.objects.get_or_create(
        page=Page.get_first_root_node(), defaults={"workflow": workflow}
    )
    return workflow


def _named(model: Any, name: str) -> Any:
    """The row of this name, made of Wagtail's own where that is still there."""
    found = model.objects.filter(name__in=(name, _STOCK)).order_by("pk").first()
    row = found or model(active=True)
    row.name = name
    row.save()
    return row
