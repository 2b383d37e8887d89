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
        from cms import furniture
        from cms.models import MenuSettings, SiteSettings
        from search import freshness
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
        for signal in (
            cards_changed,
            page_published,
            page_unpublished,
            post_page_move,
            page_slug_changed,
        ):
            signal.connect(furniture.forget)
        post_delete.connect(furniture.forget, sender=Page)
        post_save.connect(furniture.forget, sender=Page)
        tell_stories(lambda kind, slug: furniture.stories().get((kind, slug)))
        freshness.also(furniture.version)
