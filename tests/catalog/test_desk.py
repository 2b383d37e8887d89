"""The product desk: creating, pricing, photographs, sizes, refusals."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import ModelLogEntry

from catalog.listing_forms import VariantFormSet
from catalog.models import Category, Product
from catalog.partner.models import Movement, StockRecord
from media.models import StoreImage
from tests.factories.catalogue import ProductFactory, group, shoe_with_sizes
from tests.factories.partner import ProducerFactory, store_of
from tests.factories.places import OldCommuneFactory


def rows(prefix: str, *forms: dict[str, Any], initial: int = 0) -> dict[str, Any]:
    """Formset data as the browser sends it."""
    data: dict[str, Any] = {
        f"{prefix}-TOTAL_FORMS": len(forms),
        f"{prefix}-INITIAL_FORMS": initial,
        f"{prefix}-MIN_NUM_FORMS": 0,
        f"{prefix}-MAX_NUM_FORMS": 60,
    }
    for number, form in enumerate(forms):
        data |= {f"{prefix}-{number}-{name}": value for name, value in form.items()}
    return data


def listing_data(**fields: Any) -> dict[str, Any]:
    return {
        "title": "Khay trà khảm trai",
        "producer": ProducerFactory(name="HTX Khảm trai Ánh Xà Cừ").pk,
        "group": group().pk,
        "price": "820.000",
        "selling": "counted",
        "unit": "45 × 30 cm",
        "shipping_class": "parcel",
        "weight_g": "1200",
        "is_public": "on",
        **rows("variants"),
        **rows("photos"),
        **fields,
    }


def size(label: str, price: str, **fields: Any) -> dict[str, Any]:
    return {"label": label, "price": price, "selling": "counted", **fields}


def edit_url(product: Product) -> str:
    return reverse("san-pham:edit", args=[product.pk])


def test_staff_create_a_product_with_its_price(officer_client: Client) -> None:
    OldCommuneFactory()

    response = officer_client.post(reverse("san-pham:add"), listing_data())

    product = Product.objects.get()
    record = product.stockrecords.get()
    assert response.status_code == 302, response.context["form"].errors
    assert product.slug == "khay-tra-kham-trai"
    assert product.structure == Product.STANDALONE
    assert product.categories.get() == group()
    assert record.price == 820_000
    assert (record.num_in_stock, record.partner) == (0, product.producer)


def test_staff_change_a_price_and_the_history_keeps_both(
    officer_client: Client, officer: Any
) -> None:
    product = ProductFactory()

    officer_client.post(
        edit_url(product),
        listing_data(
            title=product.title, producer=product.producer_id, price="750.000"
        ),
    )

    assert product.stockrecords.get().price == 750_000
    entry = ModelLogEntry.objects.get(action="catalog.price")
    assert (entry.data["old"], entry.data["new"]) == (720_000, 750_000)
    assert entry.user == officer


@pytest.mark.parametrize(
    "price",
    ["125,5", "12.5", "-1", "mười", "1e9", "9" * 40, "1.000.000.001", "٣"],
)
def test_a_bad_price_is_named_beside_its_field(
    officer_client: Client, price: str
) -> None:
    product = ProductFactory()
    data = listing_data(title=product.title, producer=product.producer_id)

    response = officer_client.post(edit_url(product), data | {"price": price})

    assert response.status_code == 200
    assert response.context["form"].errors["price"]
    assert product.stockrecords.get().price == 720_000


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""),
        ("title", "a\0b"),
        ("title", "x" * 300),
        ("weight_g", "-5"),
        ("weight_g", "99999999999999999999"),
        ("season_from", "13"),
        ("season_from", "10"),
        ("net_quantity", "0,5"),
        ("group", "999999999999999999999"),
        ("producer", "abc"),
        ("set_number", "27"),
        ("selling", "given away"),
    ],
)
def test_a_bad_field_changes_nothing(
    officer_client: Client, field: str, value: str
) -> None:
    product = ProductFactory()

    response = officer_client.post(
        edit_url(product), listing_data(**{"title": "Tên mới", field: value})
    )

    product.refresh_from_db()
    assert response.status_code == 200
    assert response.context["form"].errors
    assert product.title == "Giày tây nam buộc dây"


def test_made_to_order_needs_its_days(officer_client: Client) -> None:
    product = ProductFactory()

    response = officer_client.post(
        edit_url(product), listing_data(selling="made_to_order")
    )

    assert response.context["form"].errors["lead_days"]


def test_staff_add_a_photo(officer_client: Client, picture: StoreImage) -> None:
    product = ProductFactory()
    photos = rows("photos", {"original": picture.pk, "caption": "", "display_order": 0})

    response = officer_client.post(
        edit_url(product),
        listing_data(title=product.title, producer=product.producer_id, **photos),
    )

    assert response.status_code == 302
    assert product.images.get().original == picture


def test_staff_give_a_product_sizes(officer_client: Client) -> None:
    product = ProductFactory()
    record = product.stockrecords.get()
    variants = rows("variants", size("Cỡ 40", "720000"), size("Cỡ 41", "730.000"))

    officer_client.post(
        edit_url(product),
        listing_data(title=product.title, producer=product.producer_id, **variants),
    )

    product = Product.objects.get(pk=product.pk)
    sizes = list(product.children.order_by("pk"))
    record.refresh_from_db()
    assert product.structure == Product.PARENT
    assert not product.stockrecords.exists()
    assert [child.variant_label for child in sizes] == ["Cỡ 40", "Cỡ 41"]
    assert record.product == sizes[0]  # the ledger goes on with the first size
    assert (record.price, record.num_in_stock) == (720_000, 10)
    assert sizes[1].stockrecords.get().price == 730_000


def test_staff_change_the_price_of_one_size(officer_client: Client) -> None:
    shoe = shoe_with_sizes(40, 41)
    first, second = shoe.children.order_by("pk")
    variants = rows(
        "variants",
        size("Cỡ 40", "720.000", product_id=first.pk),
        size("Cỡ 41", "750.000", product_id=second.pk),
        initial=2,
    )

    response = officer_client.post(
        edit_url(shoe),
        listing_data(title=shoe.title, producer=shoe.producer_id, **variants),
    )

    assert response.status_code == 302
    prices = StockRecord.objects.order_by("product_id").values_list("price", flat=True)
    assert list(prices) == [720_000, 750_000]


def test_a_size_that_was_stocked_cannot_be_taken_away(officer_client: Client) -> None:
    shoe = shoe_with_sizes(40)
    child = shoe.children.get()
    variants = rows(
        "variants",
        size("Cỡ 40", "720.000", product_id=child.pk, DELETE="on"),
        initial=1,
    )

    response = officer_client.post(
        edit_url(shoe),
        listing_data(title="Tên mới", producer=shoe.producer_id, **variants),
    )

    shoe.refresh_from_db()
    assert "Tạm ngưng bán" in response.content.decode()
    assert shoe.title == "Giày tây nam buộc dây"
    assert shoe.children.exists()


def test_a_size_of_another_product_cannot_be_edited(officer_client: Client) -> None:
    shoe, other = shoe_with_sizes(40), shoe_with_sizes(41, title="Giày lười")
    foreign = other.children.get()
    variants = rows("variants", size("Cỡ 40", "1", product_id=foreign.pk))

    response = officer_client.post(
        edit_url(shoe), listing_data(producer=shoe.producer_id, **variants)
    )

    assert response.status_code == 200
    assert foreign.stockrecords.get().price == 720_000


def test_two_sizes_of_one_name_are_refused(officer_client: Client) -> None:
    product = ProductFactory()
    variants = rows("variants", size("Cỡ 40", "1000"), size("cỡ 40", "2000"))

    response = officer_client.post(edit_url(product), listing_data(**variants))

    assert response.context["variants"].forms[1].errors["label"]


def test_a_variant_is_edited_through_its_listing(officer_client: Client) -> None:
    child = shoe_with_sizes(40).children.get()

    assert officer_client.get(edit_url(child)).status_code == 404
    response = officer_client.get(reverse("product_desk_by_id", args=[child.pk]))
    assert response.headers["Location"] == edit_url(child.parent)


@pytest.mark.parametrize("text", ["giay tay", "GIÀY TÂY", "giày buộc dây"])
def test_products_are_found_without_accents(officer_client: Client, text: str) -> None:
    wanted = ProductFactory()
    ProductFactory(title="Bưởi Bạch Hạ", slug="buoi-bach-ha")

    page = officer_client.get(reverse("san-pham:index"), {"q": text})

    assert list(page.context["object_list"]) == [wanted]


def test_the_list_costs_the_same_at_two_and_twenty_rows(officer_client: Client) -> None:
    def queries() -> int:
        url = reverse("san-pham:index")
        officer_client.get(url)
        with CaptureQueriesContext(connection) as captured:
            assert officer_client.get(url).status_code == 200
        return len(captured)

    for n in range(2):
        shoe_with_sizes(40, 41, title=f"Giày {n}", slug=f"giay-{n}")
    few = queries()
    for n in range(2, 20):
        shoe_with_sizes(40, 41, title=f"Giày {n}", slug=f"giay-{n}")

    assert queries() == few


def test_goods_are_booked_in_through_the_ledger(
    officer_client: Client, officer: Any
) -> None:
    record = ProductFactory().stockrecords.get()

    officer_client.post(
        reverse("stock_desk", args=[record.pk]),
        {
            "location": store_of(record.partner).pk,
            "reason": "received",
            "quantity": "5",
            "document": "PN-01",
        },
    )

    record.refresh_from_db()
    movement = Movement.objects.latest("pk")
    assert record.num_in_stock == 15
    assert (movement.quantity, movement.document, movement.actor) == (
        5,
        "PN-01",
        officer,
    )


@pytest.mark.parametrize(
    ("reason", "quantity"),
    [
        ("received", "-5"),
        ("received", "0"),
        ("lost", "3"),
        ("correction", "-11"),
        ("correction", "1.5"),
        ("correction", "99999999999999999999"),
        ("sold", "-1"),
        ("received", ""),
    ],
)
def test_a_bad_booking_is_refused_beside_its_field(
    officer_client: Client, reason: str, quantity: str
) -> None:
    record = ProductFactory().stockrecords.get()

    response = officer_client.post(
        reverse("stock_desk", args=[record.pk]),
        {
            "location": store_of(record.partner).pk,
            "reason": reason,
            "quantity": quantity,
        },
    )

    record.refresh_from_db()
    assert response.context["form"].errors
    assert record.num_in_stock == 10


def test_a_new_group_joins_the_tree(officer_client: Client) -> None:
    officer_client.post(
        reverse("nhom-san-pham:add"),
        {"name": "Thực phẩm", "code": "food", "description": "", "is_public": "on"},
    )

    added = Category.objects.get(code="food")
    assert (added.depth, added.slug) == (1, "thuc-pham")


@pytest.fixture
def picture(db: None) -> StoreImage:
    from io import BytesIO

    from django.core.files.uploadedfile import SimpleUploadedFile
    from PIL import Image

    content = BytesIO()
    Image.new("RGB", (900, 900), "#33211a").save(content, "JPEG")
    return StoreImage.objects.create(
        title="Khay",
        file=SimpleUploadedFile("khay.jpg", content.getvalue(), "image/jpeg"),
        width=900,
        height=900,
    )


def test_an_amount_is_read_as_people_write_it() -> None:
    from catalog.dong import DongField

    field = DongField()

    assert [field.clean(text) for text in ("125.000", "125 000 ₫", "125000")] == [
        Decimal(125_000)
    ] * 3


def test_an_idle_row_of_sizes_is_no_size() -> None:
    idle = {"label": "", "price": "", "selling": "counted", "lead_days": ""}

    formset = VariantFormSet(
        rows("variants", idle), listing=Product(), prefix="variants"
    )

    assert formset.is_valid()
    assert formset.variants == []
