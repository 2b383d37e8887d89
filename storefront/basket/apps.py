"""Oscar's app `basket`, forked under the same label, with our own pages."""

from typing import Any

from django.urls import path
from oscar.apps.basket import apps


class BasketConfig(apps.BasketConfig):
    name = "storefront.basket"

    def ready(self) -> None:
        from . import receivers  # noqa: F401

    def get_urls(self) -> list[Any]:
        from . import views

        return [
            path("", views.summary, name="summary"),
            path("them/<int:product_id>/", views.add, name="add"),
            path("cap-nhat/", views.update, name="update"),
            path("tra-lai/", views.restore, name="restore"),
            path("ma-giam-gia/", views.use_code, name="use-code"),
            path("ma-giam-gia/bo/", views.drop_code, name="drop-code"),
        ]
