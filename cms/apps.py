"""The app `cms`."""

from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save
from django.utils.translation import gettext_lazy as _


class CmsConfig(AppConfig):
    name = "cms"
    label = "cms"
    verbose_name = _("Trang nội dung")

    def ready(self) -> None:
        from wagtail import signals
        from wagtail.models import Page

        from catalog.changes import cards_changed
        from catalog.models import Category
        from catalog.places.models import CraftVillage
        from cms import furniture, searching
        from cms.models import PlainPage, SiteSettings
        from search import freshness, pages_found
        from showrooms.models import ClosedPeriod, OpeningHours, Showroom

        for model in (
            SiteSettings,
            PlainPage,
            Category,
            CraftVillage,
            Showroom,
            OpeningHours,
            ClosedPeriod,
        ):
            post_save.connect(furniture.forget, sender=model)
            post_delete.connect(furniture.forget, sender=model)
        cards_changed.connect(furniture.forget)
        freshness.also(furniture.version)
        pages_found.register(searching.Pages())
        for changed in (
            signals.page_published,
            signals.page_unpublished,
            signals.page_slug_changed,
            signals.post_page_move,
        ):
            changed.connect(searching.page_changed, dispatch_uid="search_pages")
        post_delete.connect(searching.page_changed, sender=Page)
