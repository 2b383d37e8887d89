"""The buyer's own pages: one's own rows and nobody else's."""

import pytest

from storefront.address.models import UserAddress
from tests.factories.places import CommuneFactory

pytestmark = pytest.mark.django_db

ADDRESS = {
    "name": "Nguyễn Thị Hòa",
    "phone": "0912345678",
    "province": "01",
    "commune": "10330",
    "street": "Thôn Giẽ Hạ",
}
BASE = "/tai-khoan/cua-toi/"
PAGES = ["", "don-hang/", "dia-chi/", "dia-chi/moi/"]


@pytest.fixture
def buyer_client(client, buyer):
    CommuneFactory()
    client.force_login(buyer)
    return client


@pytest.mark.parametrize("page", PAGES)
def test_anonymous_is_asked_to_sign_in(client, page):
    answer = client.get(BASE + page)

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/tai-khoan/dang-nhap/")


@pytest.mark.parametrize("page", PAGES)
def test_empty_account_has_its_pages(buyer_client, page):
    assert buyer_client.get(BASE + page).status_code == 200


def test_name_is_changed(buyer_client, buyer):
    buyer_client.post(BASE, {"first_name": "  Lê   Thị\u0301 Bưởi "})

    buyer.refresh_from_db()
    assert buyer.first_name == "Lê Thị́ Bưởi"


def test_saved_address_is_filled_in_at_checkout(buyer_client, buyer):
    answer = buyer_client.post(BASE + "dia-chi/moi/", ADDRESS)

    assert answer.status_code == 302
    address = buyer.addresses.get()
    assert (address.line4, address.state) == ("Xã Chuyên Mỹ", "Thành phố Hà Nội")
    assert address.commune.code == "10330"


@pytest.mark.parametrize("field", sorted(ADDRESS))
@pytest.mark.parametrize("nonsense", ["", "\x00", "😀" * 300, "A" * 9_000])
def test_nonsense_saves_nothing(buyer_client, field, nonsense):
    answer = buyer_client.post(BASE + "dia-chi/moi/", {**ADDRESS, field: nonsense})

    assert answer.status_code in (302, 422)
    if answer.status_code == 422:
        assert not UserAddress.objects.exists()


def test_same_address_twice_is_told(buyer_client):
    buyer_client.post(BASE + "dia-chi/moi/", ADDRESS)

    again = buyer_client.post(BASE + "dia-chi/moi/", ADDRESS)

    assert "đã lưu địa chỉ này" in again.text
    assert UserAddress.objects.count() == 1


@pytest.mark.parametrize("who", ["producer", "stranger", "officer"])
def test_another_persons_address_is_not_found(request, buyer_client, buyer, who):
    buyer_client.post(BASE + "dia-chi/moi/", ADDRESS)
    address = buyer.addresses.get()
    buyer_client.force_login(request.getfixturevalue(who))

    for path in (f"dia-chi/{address.pk}/", f"dia-chi/{address.pk}/xoa/"):
        assert buyer_client.get(BASE + path).status_code == 404
        assert buyer_client.post(BASE + path, ADDRESS).status_code == 404
    assert UserAddress.objects.get().line1 == "Thôn Giẽ Hạ"


def test_address_is_deleted_after_a_question(buyer_client, buyer):
    buyer_client.post(BASE + "dia-chi/moi/", ADDRESS)
    path = f"{BASE}dia-chi/{buyer.addresses.get().pk}/xoa/"

    assert "Xóa địa chỉ này?" in buyer_client.get(path).text
    buyer_client.post(path)

    assert not UserAddress.objects.exists()
