"""The addresses of listings and directories, at the shop's root."""

from django.urls import path

from search.views import catalogue, search

urlpatterns = [
    path("san-pham/", catalogue.everything, name="all"),
    path("danh-muc/", catalogue.directory, name="groups"),
    path("nhom/<slug:slug>/", catalogue.group, name="group"),
    path("lang-nghe/", catalogue.villages, name="villages"),
    path("lang-nghe/<slug:slug>/", catalogue.village, name="village"),
    path("xa/<slug:slug>/", catalogue.commune, name="commune"),
    path("co-so/", catalogue.producers, name="producers"),
    path("co-so/<slug:code>/", catalogue.producer, name="producer"),
    path("tim/", search.search, name="search"),
]
