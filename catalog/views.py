"""The product page."""

from django.http import HttpRequest, HttpResponse


def product_detail(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    return HttpResponse()
