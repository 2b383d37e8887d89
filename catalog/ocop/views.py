"""The public register: find a certificate, read plainly what it is worth today."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from catalog import clock
from catalog.ocop.models import Certificate
from catalog.ocop.register import find, public_certificates
from catalog.ocop.wording import statement
from catalog.typed_text import clean_text

PER_PAGE = 30


def verify(request: HttpRequest) -> HttpResponse:
    """Search by number, decision, product or producer."""
    text = clean_text(request.GET.get("q", ""))
    day = clock.today()
    context: dict[str, Any] = {
        "text": text,
        "is_indexed": not text,
        "crumbs": _crumbs(),
    }
    if text:
        page = Paginator(find(text), PER_PAGE).get_page(request.GET.get("trang"))
        context |= {
            "page": page,
            "rows": [_row(certificate, day) for certificate in page],
        }
    return render(request, "ocop/verify.html", context)


def certificate(request: HttpRequest, pk: str) -> HttpResponse:
    """One certificate and its state today."""
    found = get_object_or_404(
        public_certificates().select_related("rule_version"), pk=int(pk)
    )
    day = clock.today()
    current = _current(found, day)
    return render(
        request,
        "ocop/certificate.html",
        {
            "certificate": found,
            "statement": statement(found, day, current),
            "is_on_file": found.evidence_level == Certificate.Evidence.A,
            "facts": _facts(found),
            "product_url": _product_url(found),
            "current": current if current != found else None,
            "crumbs": [*_crumbs(), {"label": found.number, "url": ""}],
        },
    )


def _current(certificate: Certificate, day: dt.date) -> Certificate | None:
    """The certificate by which this one's product bears a star on ``day``."""
    return (
        Certificate.objects.filter(product=certificate.product_id)
        .valid_on(day)
        .order_by("issued_on", "pk")
        .last()
    )


def _crumbs() -> list[dict[str, str]]:
    return [
        {"label": _("Trang chủ"), "url": reverse("wagtail_serve", args=[""])},
        {"label": _("Tra cứu chứng nhận OCOP"), "url": reverse("ocop:verify")},
    ]


def _row(certificate: Certificate, day: dt.date) -> dict[str, Any]:
    return {
        "certificate": certificate,
        "url": certificate.get_absolute_url(),
        "product": certificate.product.get_title(),
        "producer": certificate.product.producer,
        "statement": statement(certificate, day, None),
    }


def _product_url(certificate: Certificate) -> str:
    """The product's page, if the public may see it."""
    product = certificate.product
    return product.get_absolute_url() if hasattr(product, "card") else ""


def _facts(certificate: Certificate) -> list[dict[str, Any]]:
    rows = [
        (_("Sản phẩm"), certificate.product.get_title()),
        (_("Cơ sở sản xuất"), certificate.product.producer or ""),
        (_("Hạng"), _("%(stars)s sao") % {"stars": certificate.stars}),
        (_("Mã số sản phẩm"), certificate.number),
        (_("Số quyết định"), certificate.decision),
        (_("Cơ quan cấp"), certificate.authority),
        (_("Ngày cấp"), f"{certificate.issued_on:%d/%m/%Y}"),
        (_("Ngày hết hạn"), f"{certificate.expires_on:%d/%m/%Y}"),
        (_("Văn bản áp dụng"), certificate.rule_version),
    ]
    return [{"term": term, "value": value} for term, value in rows if value]
