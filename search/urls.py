"""The addresses of listings and directories, at the shop's root."""

from django.urls import path
from django.views.generic import RedirectView

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
    path("tim-kiem/", search.search, name="search"),
    path("tim-kiem/goi-y/", search.suggestions, name="suggestions"),
    path("tim-kiem/mo/", search.opened, name="opened"),
    path(
        "tim/",
        RedirectView.as_view(
            pattern_name="search:search", permanent=True, query_string=True
        ),
    ),
]
