"""Oscar's app `checkout`, forked under the same label: one page and a review."""

from typing import Any

from django.urls import path
from oscar.apps.checkout import apps


class CheckoutConfig(apps.CheckoutConfig):
    name = "storefront.checkout"

    def ready(self) -> None:
        """Oscar looks its own checkout views up here; none of them is mounted."""

    def get_urls(self) -> list[Any]:
        from . import views

        return [
            path("", views.index, name="index"),
            path("tong-tien/", views.totals, name="totals"),
            path("xem-lai/", views.review, name="review"),
            path("gui/", views.place, name="place"),
            path("xong/<str:number>/", views.thank_you, name="thank-you"),
        ]
