"""Oscar's app `customer`, forked under the same label: the buyer's own pages."""

from typing import Any

from django.urls import path
from oscar.apps.customer import apps


class CustomerConfig(apps.CustomerConfig):
    name = "storefront.customer"

    def ready(self) -> None:
        """Oscar looks its own account views up here; none of them is mounted."""

    def get_urls(self) -> list[Any]:
        from . import views

        return [
            path("", views.profile, name="profile"),
            path("don-hang/", views.orders, name="orders"),
            path("dia-chi/", views.addresses, name="addresses"),
            path("dia-chi/moi/", views.add_address, name="add-address"),
            path("dia-chi/<int:pk>/", views.edit_address, name="edit-address"),
            path("dia-chi/<int:pk>/xoa/", views.delete_address, name="delete-address"),
        ]
