"""The time machine of the staff: the whole shop as it would be at another moment.

A signed cookie names the moment and who may look. Each page is then drawn inside a
transaction that is rolled back, with an empty cache of its own: what is due by then
(pages to publish, a campaign to switch on) is done for real, shown, and forgotten.
So nothing changes and no cache learns of it, whatever a page does."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.core import signing
from django.core.cache import caches
from django.core.cache.backends.dummy import DummyCache
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from wagtail.models import Page, Revision

from catalog import clock
from storefront.campaigns.models import Campaign
from storefront.languages import without_language

COOKIE = "rehearsal"
SECONDS = 30 * 60
_SALT = "campaigns.rehearsal"
# Where staff go on working with the present while they rehearse.
_PRESENT = ("/quan-tri/", "/tai-khoan/", "/khuyen-mai/quan-ly/", "/static/", "/media/")


@dataclass(frozen=True)
class Rehearsal:
    """Who looks, at which moment, and the campaign to be taken for switched on."""

    user_id: int
    moment: dt.datetime
    campaign_id: int | None = None

    def token(self) -> str:
        fields = [self.user_id, self.moment.isoformat(), self.campaign_id]
        return signing.dumps(fields, salt=_SALT)

    @classmethod
    def read(cls, token: str) -> Rehearsal | None:
        """The rehearsal a cookie names; None if forged or older than half an hour."""
        try:
            user_id, moment, campaign_id = signing.loads(
                token, salt=_SALT, max_age=SECONDS
            )
        except signing.BadSignature:
            return None
        return cls(user_id, dt.datetime.fromisoformat(moment), campaign_id)


class RehearsalMiddleware:
    """Stands behind the authentication and before the basket."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        rehearsal = _rehearsal_of(request)
        if rehearsal is None:
            return self.get_response(request)
        with clock.showing(rehearsal.moment):
            if request.method not in ("GET", "HEAD"):
                response = render(request, "campaigns/only_looking.html", status=403)
            else:
                response = _rehearse(rehearsal, partial(self.get_response, request))
        response["Cache-Control"] = "no-store, private"
        response["X-Robots-Tag"] = "noindex"
        return response


def _rehearsal_of(request: HttpRequest) -> Rehearsal | None:
    token = request.COOKIES.get(COOKIE)
    if not token or without_language(request.path).startswith(_PRESENT):
        return None
    rehearsal = Rehearsal.read(token)
    if rehearsal is None or request.user.pk != rehearsal.user_id:
        return None
    return rehearsal if may_rehearse(request) else None


def may_rehearse(request: HttpRequest) -> bool:
    """Staff who see campaigns in the back office, and nobody else."""
    return request.user.has_perms(
        ("wagtailadmin.access_admin", "campaigns.view_campaign")
    )


def _rehearse(rehearsal: Rehearsal, answer: Callable[[], HttpResponse]) -> HttpResponse:
    kept, caches["default"] = caches["default"], DummyCache("", {})
    try:
        with transaction.atomic():
            _bring_about(rehearsal)
            response = answer()
            transaction.set_rollback(True)
    finally:
        caches["default"] = kept
    return response


def _bring_about(rehearsal: Rehearsal) -> None:
    """Do what will have happened by then: here it is undone with the transaction."""
    if rehearsal.campaign_id is not None:
        Campaign.objects.filter(pk=rehearsal.campaign_id).update(is_on=True)
    due = Revision.page_revisions.filter(approved_go_live_at__lte=rehearsal.moment)
    for revision in due.order_by("approved_go_live_at", "pk"):
        page = revision.as_object()
        page.live, page.go_live_at, page.latest_revision = True, None, revision
        page.save(clean=False)
    Page.objects.live().filter(expire_at__lte=rehearsal.moment).update(live=False)
