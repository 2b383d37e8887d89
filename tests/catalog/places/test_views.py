"""The address form's helpers and the old-names page."""

import pytest
from django.urls import reverse

NONSENSE = {
    "province": ["", "1", "001", "١٢", "'; --", "\x00", "99", "x" * 5000],
    "q": ["\x00", "%", "x" * 5000, "🌾", "<script>alert(1)</script>"],
}


def test_lines_carry_code_and_name(client, places):
    answer = client.get(reverse("places:communes"), {"province": "01", "q": "vân từ"})

    html = answer.content.decode()
    assert (
        '<li role="option" id="commune-10330" data-code="10330" '
        'data-name="Xã Chuyên Mỹ" aria-selected="false">Xã Chuyên Mỹ '
        "<small>Vân Từ (huyện Phú Xuyên cũ) nay thuộc xã này</small></li>"
    ) in html


def test_lines_say_when_nothing_fits(client, places):
    answer = client.get(reverse("places:communes"), {"province": "01", "q": "xyzzy"})

    assert "Không có xã, phường nào khớp" in answer.content.decode()
    assert "data-code" not in answer.content.decode()


def test_without_a_province_there_are_no_lines(client, places):
    answer = client.get(reverse("places:communes"), {"q": "chuyen my"})

    assert answer.status_code == 200
    assert "<li" not in answer.content.decode()


def test_options_are_all_communes_of_the_province_in_order(client, places):
    answer = client.get(reverse("places:commune_options"), {"province": "01"})

    html = answer.content.decode()
    assert html.count("<option") == 127
    assert '<option value="10330">Xã Chuyên Mỹ</option>' in html
    assert html.index("Phường Ba Đình") < html.index("Xã Ba Vì")


@pytest.mark.parametrize("name", ["communes", "commune_options", "old_names"])
@pytest.mark.parametrize("field", NONSENSE)
def test_nonsense_is_answered_without_an_error(client, places, name, field):
    for value in NONSENSE[field]:
        question = {"province": "01", "q": "van", field: value}
        answer = client.get(reverse(f"places:{name}"), question)

        assert answer.status_code == 200
        assert b"<script>alert" not in answer.content


@pytest.mark.parametrize("name", ["communes", "commune_options", "old_names"])
def test_the_pages_are_read_only_and_set_no_cookie(client, places, name):
    assert client.post(reverse(f"places:{name}")).status_code == 405
    assert not client.get(reverse(f"places:{name}")).cookies


def test_the_page_shows_where_a_commune_went(client, places):
    answer = client.get(reverse("places:old_names"), {"q": "tô hiệu", "province": "01"})

    html = answer.content.decode()
    assert "Xã Tô Hiệu, huyện Thường Tín, Hà Nội" in html
    assert "Xã Chương Dương, Thành phố Hà Nội (phần chính)" in html
    assert "Xã Phú Xuyên, Thành phố Hà Nội (một phần)" in html


def test_the_page_begins_with_the_form_alone(client, places):
    html = client.get(reverse("places:old_names")).content.decode()

    assert "Tra tên xã cũ" in html
    assert "<table" not in html
    assert 'class="error"' not in html


def test_the_page_says_when_nothing_was_found(client, places):
    html = client.get(reverse("places:old_names"), {"q": "xyzzy"}).content.decode()

    assert "Không có xã, phường cũ nào khớp" in html


@pytest.mark.parametrize(
    ("question", "message"),
    [
        ({"q": ""}, "Anh chị gõ tên xã, phường cần tra."),
        ({"q": "a"}, "Anh chị gõ ít nhất 2 chữ cái."),
        ({"q": "van tu", "province": "99"}, "Không có tỉnh, thành phố này."),
    ],
)
def test_the_page_tells_what_to_mend(client, places, question, message):
    html = client.get(reverse("places:old_names"), question).content.decode()

    assert message in html


@pytest.mark.parametrize("text", ["to hieu", "tan"])
def test_the_page_costs_the_same_for_one_name_and_for_fifty(
    client, places, text, django_assert_num_queries
):
    client.get(reverse("places:old_names"))  # what every page knows of the shop

    with django_assert_num_queries(3):
        client.get(reverse("places:old_names"), {"q": text})
