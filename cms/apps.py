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

        from catalog.changes import cards_changed
        from catalog.models import Category
        from catalog.partner.models import Partner
        from catalog.places.models import CraftVillage
        from cms import furniture
        from cms.models import PlainPage, SiteSettings
        from search import freshness
        from showrooms.models import ClosedPeriod, OpeningHours, Showroom

        for model in (
            SiteSettings,
            PlainPage,
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
        cards_changed.connect(furniture.forget)
        freshness.also(furniture.version)
