"""The URL map: what has no language first, then accounts, the shop, and Wagtail's
pages last, each of them once without a prefix and once below ``/en/``."""

from typing import cast

from django.apps import apps
from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.conf.urls.static import static
from django.urls import include, path, reverse_lazy
from django.views.generic import RedirectView
from django.views.i18n import JavaScriptCatalog
from oscar.core.application import OscarConfig
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from storefront.style_page import style_page

urlpatterns = [
    path("", include("storefront.signposts.urls")),
    # one door: Wagtail's own has neither limits nor a second factor
    path(
        "quan-tri/login/",
        RedirectView.as_view(pattern_name="account_login", query_string=True),
    ),
    # Wagtail's own words in script, with those it lacks in Vietnamese
    path(
        "quan-tri/jsi18n/",
        JavaScriptCatalog.as_view(packages=["wagtail.admin", "storefront"]),
    ),
    path("quan-tri/", include(wagtailadmin_urls)),
    path("tai-lieu/", include(wagtaildocs_urls)),
    path(
        "khuyen-mai/quan-ly/",
        cast(OscarConfig, apps.get_app_config("dashboard")).urls,
    ),
]
if settings.DEBUG:
    urlpatterns += [path("style/", style_page, name="style")]
    urlpatterns += static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT)
# Oscar's list of offers links to a page of each, which this shop has not.
offer_urls = [
    path(
        "<slug:slug>/",
        RedirectView.as_view(url=reverse_lazy("search:all")),
        name="detail",
    )
]
urlpatterns += i18n_patterns(
    path("san-pham/uu-dai/", include((offer_urls, "offer"))),
    path("tai-khoan/", include("storefront.accounts.urls")),
    path("don-hang/", include("storefront.order.urls")),
    path("dia-chi/", include("catalog.places.urls")),
    path("tra-cuu-chung-nhan/", include("catalog.ocop.urls")),
    path("diem-ban/", include("showrooms.urls")),
    path("", include(cast(OscarConfig, apps.get_app_config("oscar")).urls[0])),
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)
