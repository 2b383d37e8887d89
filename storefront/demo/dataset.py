"""The demo's data files as typed values. Days count from the day of loading, so the
demo is as fresh in a year as it is today. Imports no Django."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from cms import page_texts
from cms.page_texts import PageText

HERE = Path(__file__).parent
DATA = HERE / "data"
PICTURES = HERE / "pictures"


@dataclass(frozen=True, kw_only=True)
class Group:
    code: str
    slug: str
    name: str
    description: str

    @property
    def picture(self) -> str:
        return f"groups/{self.code}.webp"


@dataclass(frozen=True, kw_only=True)
class Village:
    slug: str
    name: str
    craft: str
    hamlets: list[str]
    origin_commune: str
    commune: str
    facts: list[str]
    typical_products: list[str]
    collective_mark: str = ""

    @property
    def picture(self) -> str:
        return f"villages/{self.slug}.webp"


@dataclass(frozen=True, kw_only=True)
class Producer:
    """``real_name``: a cooperative that exists; the demo gives it no contact."""

    code: str
    name: str
    legal_form: str
    origin_commune: str
    commune: str
    lines_of_business: str
    story: str
    picture: str
    real_name: bool = False
    phone: str = ""
    address: str = ""
    registration_number: str = ""


@dataclass(frozen=True, kw_only=True)
class Product:
    """A listing. ``sizes`` maps a label to pieces in store; ``lead_days`` says that it
    is made to order; a price of None means on request."""

    slug: str
    title: str
    group: str
    producer: str
    origin_commune: str
    set_number: int
    unit: str
    price: int | None
    weight_g: int
    shipping: str
    description: str
    story: str
    village: str = ""
    set_uncertain: bool = False
    net: tuple[float, str] | None = None
    season: tuple[int, int] | None = None
    occasions: tuple[str, ...] = ()
    stock: int = 0
    sizes: dict[str, int] | None = None
    lead_days: int | None = None
    is_paused: bool = False
    is_featured: bool = False
    adults_only: bool = False
    declaration_number: str = ""
    ingredients: str = ""
    storage: str = ""
    shelf_life: str = ""
    usage: str = ""
    warnings: str = ""

    @property
    def upc(self) -> str:
        """What tells a demo product from a real one."""
        return f"demo-{self.slug}"

    def upc_of(self, size: str) -> str:
        return f"{self.upc}-{size.split()[-1].lower()}"

    @property
    def pictures(self) -> list[str]:
        names = [self.slug, *(f"{self.slug}-{n}" for n in range(2, 9))]
        found = [f"products/{name}.webp" for name in names]
        return [path for path in found if (PICTURES / path).exists()]


@dataclass(frozen=True, kw_only=True)
class Certificate:
    """Dated by its age, or by the day it runs out (negative: it has)."""

    number: int
    product: str
    stars: int
    age_days: int | None = None
    expires_in_days: int | None = None
    extended: dict[str, Any] | None = None
    revoked: dict[str, Any] | None = None


@dataclass(frozen=True, kw_only=True)
class Showroom:
    slug: str
    name: str
    short_name: str
    commune: str
    place: str
    phone: str
    decision: str
    opened_on: dt.date
    focus: str
    closed_note: str
    commission_pct: int
    hours: list[dict[str, Any]]
    products: list[str]

    @property
    def picture(self) -> str:
        return f"showrooms/{self.slug}.webp"


@dataclass(frozen=True, kw_only=True)
class Zone:
    code: str
    name: str
    rates: list[tuple[int, int]]
    per_extra_kg: int
    days_min: int
    days_max: int
    provinces: tuple[str, ...] = ()
    is_home: bool = False
    is_rest: bool = False
    free_from: int | None = None
    takes_fresh: bool = True


@dataclass(frozen=True, kw_only=True)
class Order:
    """``items`` are (product, pieces) or (product, pieces, size); ``parts`` names
    producers whose consignment went another way than ``state``."""

    phone: str
    name: str
    days_ago: int
    hour: str
    items: list[list[Any]]
    state: str
    commune: str = ""
    street: str = ""
    pickup: str = ""
    note: str = ""
    reason: str = ""
    parts: dict[str, str] | None = None
    shopper: bool = False


@dataclass(frozen=True, kw_only=True)
class Fair:
    """Its days count from the day of loading: before, during and after stay so.

    ``booths`` maps numbers to notes; ``funding`` holds (what, funder, amount)."""

    slug: str
    name: str
    scope: str
    status: str
    place: str
    starts_in: int
    days: int
    hours_note: str
    organiser: str
    invitation_number: str
    booths: dict[str, str]
    participations: list[dict[str, Any]]
    host: str = ""
    register_in: int | None = None
    results_in: int | None = None
    funding: tuple[tuple[str, str, int], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Campaign:
    """A promotion; ``offers`` are names, ``landing`` the slug of its page."""

    name: str
    banner: str
    form: str
    terms: str
    area: str
    budget: int
    funded_by: str
    is_on: bool
    starts_in_days: int
    days: int
    offers: list[str]
    landing: str
    picture: str


@dataclass(frozen=True, kw_only=True)
class Dataset:
    groups: list[Group]
    villages: list[Village]
    producers: list[Producer]
    products: list[Product]
    certificates: list[Certificate]
    showrooms: list[Showroom]
    zones: list[Zone]
    surcharges: dict[str, int]
    synonyms: list[str]
    hot_words: list[str]
    offers: dict[str, Any]
    campaigns: list[Campaign]
    orders: list[Order]
    fairs: list[Fair]
    fair_results: dict[str, PageText]
    pages: dict[str, list[PageText]]
    plan: dict[str, Any]
    alt_texts: dict[str, str]

    def only(self, slugs: Collection[str]) -> Dataset:
        """The same demo with these products alone, and what belongs to them."""
        products = [product for product in self.products if product.slug in slugs]
        makers = {product.producer for product in products}
        producers = [producer for producer in self.producers if producer.code in makers]
        kept = {path for product in products for path in product.pictures}
        kept |= {producer.picture for producer in producers}
        return replace(
            self,
            products=products,
            producers=producers,
            certificates=[c for c in self.certificates if c.product in slugs],
            orders=[
                order
                for order in self.orders
                if {item[0] for item in order.items} <= set(slugs)
            ],
            alt_texts={
                path: alt for path, alt in self.alt_texts.items() if path in kept
            },
        )


def read() -> Dataset:
    """Read every data file of the demo."""
    groups = [Group(**row) for row in _json("groups")]
    shipping, search = _json("shipping"), _json("search")
    return Dataset(
        groups=groups,
        villages=[Village(**row) for row in _json("villages")],
        producers=[Producer(**row) for row in _json("producers")],
        products=[
            Product(group=group.code, **row)
            for group in groups
            for row in _json(f"products/{group.code}")
        ],
        certificates=[
            Certificate(number=number, **row)
            for number, row in enumerate(_json("certificates"), 1)
        ],
        showrooms=[
            Showroom(**{**row, "opened_on": dt.date.fromisoformat(row["opened_on"])})
            for row in _json("showrooms")
        ],
        zones=[Zone(**row) for row in shipping["zones"]],
        surcharges=shipping["surcharges"],
        synonyms=search["synonyms"],
        hot_words=search["hot_words"],
        offers=_json("offers"),
        campaigns=[Campaign(**row) for row in _json("campaigns")],
        orders=[Order(**row) for row in _json("orders")],
        fairs=[Fair(**row) for row in _json("fairs")],
        fair_results={
            text.slug: text
            for text in page_texts.read_folder(DATA / "fair_results", page_texts.PAGE)
        },
        pages=_pages(),
        plan=_json("plan"),
        alt_texts=json.loads((PICTURES / "alt.json").read_text(encoding="utf-8")),
    )


def _pages() -> dict[str, list[PageText]]:
    """The texts of the demo's pages by folder; the area's own stands alone."""
    folders = {
        "articles": page_texts.ARTICLE,
        "villages": page_texts.VILLAGE,
        "stories": page_texts.STORY,
        "guides": page_texts.PAGE,
        "landing": page_texts.PAGE,
        "fairs": page_texts.FAIR,
    }
    area = DATA / "pages" / "area.md"
    return {
        **{
            folder: page_texts.read_folder(DATA / "pages" / folder, keys)
            for folder, keys in folders.items()
        },
        "area": [page_texts.read_file(area, page_texts.PAGE)],
    }


def _json(name: str) -> Any:
    return json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))
