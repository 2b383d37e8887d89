"""Answers robots, feed readers and price lists."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from catalog import clock
from cms.models import ArticlePage
from storefront.signposts import merchant, sitemaps
from storefront.signposts import news as articles
from storefront.signposts.documents import document
from storefront.signposts.robots import robots


@require_safe
def robots_txt(request: HttpRequest) -> HttpResponse:
    return HttpResponse(robots(), content_type="text/plain; charset=utf-8")


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    return document(
        request,
        name="sitemap",
        version=sitemaps.version(),
        pieces=sitemaps.index,
    )


@require_safe
def sitemap_part(request: HttpRequest, section: str, part: int) -> HttpResponse:
    try:
        return document(
            request,
            name=f"sitemap-{section}-{part}",
            version=sitemaps.version(),
            pieces=lambda: sitemaps.part(section, part),
        )
    except sitemaps.NoSuchPart as error:
        raise Http404(str(error)) from error


@require_safe
def news(request: HttpRequest, kind: str) -> HttpResponse:
    """The feed of the category ``?muc=`` names, or of all."""
    category = request.GET.get("muc", "")
    if category and category not in ArticlePage.Category.values:
        raise Http404(category)
    address = request.path + (f"?muc={category}" if category else "")
    return document(
        request,
        name=f"news-{kind}-{category}",
        version=articles.news_version(),
        pieces=lambda: [articles.news(kind, category, address)],
        content_type=f"application/{kind}+xml; charset=utf-8",
    )


@require_safe
def product_feed(request: HttpRequest) -> HttpResponse:
    at = clock.now()
    return document(
        request,
        name="goods",
        version=merchant.version(at),
        pieces=lambda: merchant.product_feed(at),
    )


@require_safe
def inventory_feed(request: HttpRequest) -> HttpResponse:
    at = clock.now()
    return document(
        request,
        name="inventory",
        version=merchant.version(at),
        pieces=lambda: merchant.inventory_feed(at),
    )
