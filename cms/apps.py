"""The app `cms`."""

from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save
from django.utils.translation import gettext_lazy as _


class CmsConfig(AppConfig):
    name = "cms"
    label = "cms"
    verbose_name = _("Trang nội dung")

    def ready(self) -> None:
        from wagtail.documents import get_document_model
        from wagtail.models import Page
        from wagtail.signals import (
            page_published,
            page_slug_changed,
            page_unpublished,
            post_page_move,
        )

        from catalog.changes import cards_changed
        from catalog.models import Category
        from catalog.partner.models import Partner
        from catalog.places.models import CraftVillage
        from cms import furniture, searching
        from cms.models import MenuSettings, SiteSettings
        from media.models import StoreImage
        from media.renditions import variants_changed
        from search import freshness, pages_found
        from search.stories import tell_stories
        from showrooms.models import ClosedPeriod, OpeningHours, Showroom

        for model in (
            SiteSettings,
            MenuSettings,
            Category,
            CraftVillage,
            Showroom,
            OpeningHours,
            ClosedPeriod,
            Partner,
            get_document_model(),
        ):
            post_save.connect(furniture.forget, sender=model)
            post_delete.connect(furniture.forget, sender=model)
        for signal in (cards_changed, variants_changed):
            signal.connect(furniture.forget)
        for signal in (
            page_published,
            page_unpublished,
            post_page_move,
            page_slug_changed,
        ):
            signal.connect(furniture.forget)
            signal.connect(searching.page_changed, dispatch_uid="search_pages")
        post_delete.connect(furniture.forget, sender=StoreImage)
        post_delete.connect(furniture.forget, sender=Page)
        post_delete.connect(searching.page_changed, sender=Page)
        post_save.connect(furniture.forget, sender=Page)
        tell_stories(lambda kind, slug: furniture.stories().get((kind, slug)))
        freshness.also(furniture.version)
        pages_found.register(searching.Pages())
