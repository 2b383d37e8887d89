"""Sign-in and sign-up: allauth's pages, the one door."""

from django.urls import include, path

urlpatterns = [path("", include("allauth.urls"))]
