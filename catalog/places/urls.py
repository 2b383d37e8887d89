"""Addresses of the address form's helpers and of the old-names page."""

from django.urls import path

from catalog.places import views

app_name = "places"
urlpatterns = [
    path("xa-phuong/", views.communes, name="communes"),
    path("lua-chon/", views.commune_options, name="commune_options"),
    path("ten-xa-cu/", views.old_names, name="old_names"),
]
