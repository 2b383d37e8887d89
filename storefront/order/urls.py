"""A buyer's way to an order: by number and phone."""

from django.urls import path

from . import views

app_name = "orders"
urlpatterns = [
    path("", views.track, name="track"),
    path("<str:number>/", views.detail, name="detail"),
    path("<str:number>/huy/", views.cancel, name="cancel"),
    path("<str:number>/ban-sao.txt", views.copy, name="copy"),
]
