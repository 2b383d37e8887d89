"""What a shop needs before its first visitor: places, groups, rights, approval, pages.

No goods, no people, and nothing that somebody else has to decide."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import transaction
from wagtail.models import Locale, Page

from catalog.models import Category
from catalog.models.category import Sector
from catalog.places import dataset, loading
from catalog.places.models import Commune
from catalog.vietnamese import slugify
from cms.models import HomePage, PlainPage, SiteSettings
from cms.setup import SECTIONS, ensure_sections, ensure_site
from storefront.accounts.groups import RIGHTS, ensure_groups
from storefront.accounts.models import User
from storefront.shipping.models import ShippingZone

PORTS = {"http": 80, "https": 443}


@transaction.atomic
def set_up(*, day: dt.date, is_demo: bool = False) -> HomePage:
    """Make what is missing; may run at any time, and leaves alone what staff changed.

    ``day`` dates the legal pages that are made now."""
    if not Commune.objects.in_area().current().exists():
        loading.load(dataset.read())
    _ensure_product_groups()
    ensure_groups()
    address = urlsplit(settings.SHOP_URL)
    home = ensure_site(
        hostname=address.hostname or "localhost",
        port=address.port or PORTS.get(address.scheme, 80),
        effective_from=day,
        is_demo=is_demo,
    )
    ensure_sections(home)
    return home


def is_set_up() -> bool:
    """Tell whether there is nothing to make, as far as a glance can tell."""
    slugs = {slug for slug, _title, _lead in SECTIONS}
    sections = Page.objects.filter(slug__in=slugs, locale=Locale.get_default())
    groups = Group.objects.filter(name__in=RIGHTS)
    return sections.count() >= len(slugs) and groups.count() == len(RIGHTS)


def still_to_do() -> Iterator[str]:
    """What only people can give, and the shop still lacks."""
    if not User.objects.filter(is_superuser=True, is_active=True).exists():
        yield "Tạo người quản trị: manage.py createsuperuser"
    facts = SiteSettings.objects.filter(site__is_default_site=True).first()
    if facts is None or not (facts.phone and facts.owner_name):
        yield "Ghi điện thoại, chủ sở hữu: Thiết lập → Thông tin cửa hàng"
    if not ShippingZone.objects.exists():
        yield "Lập bảng phí: Thiết lập → Bảng phí giao hàng"
    unread = PlainPage.objects.live().filter(awaits_lawyer=True).count()
    if unread:
        yield f"Nhờ luật sư xem {unread} trang điều khoản, rồi bỏ dấu chờ xem"


def _ensure_product_groups() -> None:
    known = set(Category.objects.values_list("code", flat=True))
    for code, label in Sector.choices:
        if code not in known:
            Category.add_root(code=code, slug=slugify(str(label)), name=str(label))
