"""Addresses that have no language, at the shop's root."""

from django.urls import path

from storefront.signposts import views

urlpatterns = [
    path("robots.txt", views.robots_txt, name="robots"),
    path("sitemap.xml", views.sitemap, name="sitemap"),
    path(
        "sitemap-<slug:section>-<int:part>.xml",
        views.sitemap_part,
        name="sitemap_part",
    ),
    path("nguon-tin/rss.xml", views.news, {"kind": "rss"}, name="news_rss"),
    path("nguon-tin/atom.xml", views.news, {"kind": "atom"}, name="news_atom"),
    path("nguon-hang/google.xml", views.product_feed, name="product_feed"),
    path("nguon-hang/google-diem-ban.xml", views.inventory_feed, name="inventory_feed"),
]
