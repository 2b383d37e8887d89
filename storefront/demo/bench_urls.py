"""The shop's URLs and one empty page behind the same middleware, to compare with."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from storefront.urls import urlpatterns as shop


def empty(request: HttpRequest) -> HttpResponse:
    return HttpResponse("")


urlpatterns = [path("trang-trong/", empty), *shop]
