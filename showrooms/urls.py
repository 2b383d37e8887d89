"""Addresses of the public showroom pages."""

from django.urls import path

from showrooms import views

app_name = "showrooms"
urlpatterns = [
    path("", views.showroom_list, name="list"),
    path("<slug:slug>/", views.showroom_detail, name="detail"),
]
