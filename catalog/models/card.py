"""The read model of the shop: one denormalised row per public product."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


def star_shown_on(day: dt.date) -> Q:
    """The condition for a card to show its star on ``day``; the one star filter."""
    return Q(stars__isnull=False, stars_valid_until__gte=day)


class ProductCardQuerySet(models.QuerySet["ProductCard"]):
    def with_star(
        self, day: dt.date, stars: list[int] | None = None
    ) -> ProductCardQuerySet:
        """Cards whose star may be shown on ``day``."""
        found = self.filter(star_shown_on(day))
        return found.filter(stars__in=stars) if stars else found

    def in_stock(self) -> ProductCardQuerySet:
        """Cards of goods one can order now."""
        return self.filter(state__in=ProductCard.ORDERABLE)

    def in_season(self, month: int) -> ProductCardQuerySet:
        """Cards of seasonal goods that are in season in ``month`` (1–12)."""
        return self.filter(
            Q(season_from__lte=models.F("season_to"))
            & Q(season_from__lte=month)
            & Q(season_to__gte=month)
            | Q(season_from__gt=models.F("season_to"))
            & (Q(season_from__lte=month) | Q(season_to__gte=month))
        )


class ProductCard(models.Model):
    """What listings, search, pages and feeds know of a product. No row, not public.

    Rebuilt after commit by ``catalog.cards`` and by nothing else."""

    class State(models.TextChoices):
        IN_STOCK = "in_stock", _("Còn hàng")
        LOW = "low", _("Sắp hết")
        OUT = "out", _("Hết hàng")
        MADE_TO_ORDER = "made_to_order", _("Đặt làm")
        BOOKING = "booking", _("Đặt lịch")
        ON_REQUEST = "on_request", _("Liên hệ báo giá")
        PAUSED = "paused", _("Tạm ngưng bán")

    ORDERABLE = (State.IN_STOCK, State.LOW, State.MADE_TO_ORDER, State.BOOKING)

    product = models.OneToOneField(
        "catalogue.Product", models.CASCADE, related_name="card", primary_key=True
    )
    title = models.CharField(max_length=255)
    url = models.CharField(max_length=300)
    group = models.ForeignKey(
        "catalogue.Category", models.CASCADE, related_name="cards"
    )
    producer = models.ForeignKey(
        "partner.Partner", models.CASCADE, related_name="cards"
    )
    producer_name = models.CharField(max_length=128)
    commune = models.ForeignKey(
        "places.Commune", models.CASCADE, null=True, related_name="cards"
    )
    commune_name = models.CharField(max_length=100, blank=True)
    village = models.ForeignKey(
        "places.CraftVillage", models.SET_NULL, null=True, related_name="cards"
    )
    price = models.DecimalField(max_digits=12, decimal_places=0, null=True)
    price_max = models.DecimalField(max_digits=12, decimal_places=0, null=True)
    unit = models.CharField(max_length=60, blank=True)
    unit_price = models.DecimalField(max_digits=12, decimal_places=0, null=True)
    unit_price_unit = models.CharField(max_length=10, blank=True)
    state = models.CharField(max_length=13, choices=State.choices)
    stock_left = models.PositiveIntegerField(null=True)
    lead_days = models.PositiveSmallIntegerField(null=True)
    stars = models.PositiveSmallIntegerField(null=True)
    stars_valid_until = models.DateField(null=True)
    picture: models.JSONField[dict[str, Any] | None, dict[str, Any] | None] = (
        models.JSONField(null=True)
    )
    season_from = models.PositiveSmallIntegerField(null=True)
    season_to = models.PositiveSmallIntegerField(null=True)
    occasions = models.CharField(max_length=120, blank=True)
    sold_count = models.PositiveIntegerField(default=0)
    rating = models.DecimalField(max_digits=3, decimal_places=2, null=True)
    rating_count = models.PositiveIntegerField(default=0)
    is_featured = models.BooleanField(default=False)
    is_demo = models.BooleanField(default=False)
    published_at = models.DateTimeField()
    search_text = models.TextField(blank=True)
    sort_key = models.CharField(max_length=300)

    objects = ProductCardQuerySet.as_manager()

    class Meta:
        verbose_name = _("thẻ sản phẩm")
        verbose_name_plural = _("thẻ sản phẩm")
        indexes = [
            models.Index(fields=["-published_at", "-product"], name="card_newest"),
            models.Index(fields=["price", "product"], name="card_price"),
            models.Index(fields=["-sold_count", "-product"], name="card_sold"),
            models.Index(fields=["group", "-published_at"], name="card_group"),
            models.Index(fields=["stars", "stars_valid_until"], name="card_stars"),
            # All that is counted by: the counts never read the wide rows.
            models.Index(
                fields=[
                    "product",
                    "group",
                    "village",
                    "commune",
                    "producer",
                    "price",
                    "state",
                    "stars",
                    "stars_valid_until",
                    "published_at",
                ],
                name="card_facets",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return self.url

    def stars_on(self, day: dt.date) -> int | None:
        """The stars to show on ``day``, or None: the one star rule for a card."""
        if self.stars is None or self.stars_valid_until is None:
            return None
        return self.stars if day <= self.stars_valid_until else None


class CatalogueVersion(models.Model):
    """One row that moves on with every rewritten card, in the same transaction.

    Whatever is kept of the catalogue is kept under its number, so that all processes
    forget it at once, whichever cache they have."""

    number = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = _("phiên bản danh mục")
        verbose_name_plural = _("phiên bản danh mục")

    def __str__(self) -> str:
        return str(self.number)

    @classmethod
    def current(cls) -> int:
        number = cls.objects.values_list("number", flat=True).order_by("pk").first()
        return number or 0

    @classmethod
    def advance(cls) -> None:
        if not cls.objects.update(number=models.F("number") + 1):
            cls.objects.get_or_create(pk=1, defaults={"number": 1})
