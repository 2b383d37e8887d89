"""The app `cms`."""

from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save
from django.utils.translation import gettext_lazy as _


class CmsConfig(AppConfig):
    name = "cms"
    label = "cms"
    verbose_name = _("Trang nội dung")

    def ready(self) -> None:
        from wagtail.models import Page
        from wagtail.signals import page_published, page_unpublished, post_page_move

        from catalog.changes import cards_changed
        from catalog.models import Category
        from catalog.places.models import CraftVillage
        from cms import furniture
        from cms.models import SiteSettings
        from search import freshness
        from showrooms.models import ClosedPeriod, OpeningHours, Showroom

        for model in (
            SiteSettings,
            Category,
            CraftVillage,
            Showroom,
            OpeningHours,
            ClosedPeriod,
        ):
            post_save.connect(furniture.forget, sender=model)
            post_delete.connect(furniture.forget, sender=model)
        for signal in (page_published, page_unpublished, post_page_move):
            signal.connect(furniture.forget)
        post_delete.connect(furniture.forget, sender=Page)
        post_save.connect(furniture.forget, sender=Page)
        cards_changed.connect(furniture.forget)
        freshness.also(furniture.version)
