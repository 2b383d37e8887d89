"""Editors write and submit, approvers publish."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupApprovalTask, Page, TaskState, Workflow, WorkflowPage
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from cms.approval import TASK, WORKFLOW
from cms.models import ArticleIndexPage, ArticlePage
from cms.setup import ensure_site
from storefront.accounts.groups import (
    ADMINISTRATORS,
    APPROVERS,
    EDITORS,
    OFFICERS,
    SELLERS,
    ensure_groups,
)
from tests.factories.people import UserFactory, staff_member

pytestmark = pytest.mark.usefixtures("installed")


@pytest.fixture(autouse=True)
def _a_site(db: None) -> None:
    ensure_site()
    ensure_groups()


def article() -> ArticlePage:
    page: ArticlePage = ArticleIndexPage.objects.get().add_child(
        instance=ArticlePage(title="Mùa khảm", slug="mua-kham", lead="Xưa.", live=False)
    )
    page.save_revision()
    return page


def sent(page: ArticlePage, button: str) -> dict[str, Any]:
    data: dict[str, Any] = nested_form_data(
        {
            "title": page.title,
            "slug": page.slug,
            "lead": "Nay.",
            "published_on": "2026-11-26",
            "category": "craft",
            "body": streamfield([("paragraph", rich_text("<p>Chọn vỏ.</p>"))]),
            "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0},
            button: "on",
        }
    )
    return data


def press(client: Client, page: ArticlePage, button: str) -> Any:
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return client.post(url, sent(page, button), follow=True)


def test_every_page_has_the_one_workflow() -> None:
    ensure_groups()

    workflow = Workflow.objects.get()
    task = GroupApprovalTask.objects.get()
    assert (workflow.name, task.name) == (WORKFLOW, TASK)
    assert WorkflowPage.objects.get().page == Page.get_first_root_node()
    assert [each.pk for each in workflow.tasks] == [task.pk]
    assert {group.name for group in task.groups.all()} == {APPROVERS, ADMINISTRATORS}


def test_there_is_one_scheme_of_groups() -> None:
    known = set(Group.objects.values_list("name", flat=True))

    assert known & {"Editors", "Moderators", "Cán bộ"} == set()
    assert {EDITORS, APPROVERS, OFFICERS, SELLERS, ADMINISTRATORS} <= known


def test_a_former_group_with_members_is_not_lost() -> None:
    former = Group.objects.create(name="Cán bộ")
    former.user_set.add(UserFactory())

    ensure_groups()

    assert Group.objects.filter(name="Cán bộ").exists()


def test_an_editor_submits_and_an_approver_publishes(client: Client) -> None:
    page = article()
    client.force_login(staff_member(EDITORS))
    press(client, page, "action-submit")
    assert not ArticlePage.objects.live().filter(pk=page.pk).exists()

    client.force_login(staff_member(APPROVERS))
    task = TaskState.objects.get()
    url = reverse(
        "wagtailadmin_pages:workflow_action", args=[page.pk, "approve", task.pk]
    )
    client.post(url, {"comment": ""})

    shown = ArticlePage.objects.live().get(pk=page.pk)
    assert shown.lead == "Nay."


def test_an_editor_publishes_nothing_by_hand(client: Client) -> None:
    page = article()
    client.force_login(staff_member(EDITORS))

    press(client, page, "action-publish")

    assert not ArticlePage.objects.live().filter(pk=page.pk).exists()


def test_an_editor_approves_nothing(client: Client) -> None:
    page = article()
    client.force_login(staff_member(EDITORS))
    press(client, page, "action-submit")
    task = TaskState.objects.get()

    url = reverse(
        "wagtailadmin_pages:workflow_action", args=[page.pk, "approve", task.pk]
    )
    client.post(url, {"comment": ""})

    task.refresh_from_db()
    assert task.status == TaskState.STATUS_IN_PROGRESS
    assert not ArticlePage.objects.live().filter(pk=page.pk).exists()


@pytest.mark.parametrize("who", ["shopper", OFFICERS, SELLERS])
def test_the_others_write_no_pages(client: Client, who: str) -> None:
    page = article()
    client.force_login(UserFactory() if who == "shopper" else staff_member(who))

    press(client, page, "action-submit")

    assert not TaskState.objects.exists()
