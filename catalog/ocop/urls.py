"""Addresses of the public register of certificates."""

from django.urls import path, re_path

from catalog.ocop import views

app_name = "ocop"
urlpatterns = [
    path("", views.verify, name="verify"),
    re_path(r"^(?P<pk>[0-9]{1,18})/$", views.certificate, name="certificate"),
]
