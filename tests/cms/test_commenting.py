"""Remarks beside a page's fields: made, answered, settled, and told by mail."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from wagtail.admin.panels import CommentPanel
from wagtail.models import Comment, PageSubscription, get_page_models
from wagtail.test.utils.form_data import nested_form_data, streamfield

from cms.models import ArticleIndexPage, ArticlePage
from cms.setup import ensure_site
from storefront.accounts.groups import APPROVERS, EDITORS
from tests.factories.people import staff_member


@pytest.fixture
def page(db: None) -> ArticlePage:
    ensure_site()
    made: ArticlePage = ArticleIndexPage.objects.get().add_child(
        instance=ArticlePage(title="Mùa khảm", slug="mua-kham", lead="Xưa.", live=False)
    )
    made.save_revision()
    return made


def send(client: Client, page: ArticlePage, *remarks: dict[str, Any]) -> Any:
    """Save the draft with these remarks, as the editor's screen does."""
    known = sum(1 for remark in remarks if remark.get("id"))
    rows = [{"resolved": "", "DELETE": ""} | remark for remark in remarks]
    counts = {"TOTAL_FORMS": len(rows), "INITIAL_FORMS": known}
    data = nested_form_data(
        {
            "title": page.title,
            "slug": page.slug,
            "lead": "Xưa.",
            "published_on": "2026-11-26",
            "category": "craft",
            "body": streamfield([]),
            "comments": counts | {str(place): row for place, row in enumerate(rows)},
        }
    )
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return client.post(edit, data, follow=True)


def remark(text: str, *replies: str, **more: Any) -> dict[str, Any]:
    rows = {
        str(place): {"text": reply, "id": "", "DELETE": ""}
        for place, reply in enumerate(replies)
    }
    return {
        "text": text,
        "contentpath": "lead",
        "position": "",
        "id": "",
        "replies": {"TOTAL_FORMS": len(rows), "INITIAL_FORMS": 0} | rows,
    } | more


def test_every_page_type_takes_remarks() -> None:
    ours = [
        model for model in get_page_models() if model._meta.app_label != "wagtailcore"
    ]

    for model in ours:
        panels = model.get_edit_handler().children
        settings = panels[-1].children
        assert any(isinstance(panel, CommentPanel) for panel in settings), model
        assert "comments" in model.get_edit_handler().get_form_class().formsets, model


def test_a_remark_is_made_answered_and_settled(
    client: Client, page: ArticlePage
) -> None:
    editor, approver = staff_member(EDITORS), staff_member(APPROVERS)
    PageSubscription.objects.create(page=page, user=editor, comment_notifications=True)

    client.force_login(approver)
    send(client, page, remark("Ai cưa vỏ?"))
    made = Comment.objects.get()
    assert (made.user, made.contentpath) == (approver, "lead")

    client.force_login(editor)
    send(client, page, remark("Ai cưa vỏ?", "Bà Sen.", id=made.pk))
    answer = made.replies.get()
    assert (answer.user, answer.text) == (editor, "Bà Sen.")

    client.force_login(approver)
    shown = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).text
    assert json.dumps("Bà Sen.").strip('"') in shown
    settled = remark("Ai cưa vỏ?", id=made.pk, resolved="1")
    settled["replies"] = {
        "TOTAL_FORMS": 1,
        "INITIAL_FORMS": 1,
        "0": {"text": answer.text, "id": answer.pk, "DELETE": ""},
    }
    send(client, page, settled)

    made.refresh_from_db()
    assert made.resolved_by == approver
    assert made.resolved_at is not None
    assert [(each.to, each.subject) for each in mail.outbox] == [
        ([person.email], f"Trần Thị Lụa vừa cập nhật bình luận ở “{page.title}”")
        for person in (editor, approver, editor)
    ]
    for letter, words in zip(
        mail.outbox,
        ("Bình luận mới:", "Trả lời mới:", "Bình luận đã đóng:"),
        strict=True,
    ):
        assert words in letter.body
