"""Words that a certificate or the price list should say are found."""

from __future__ import annotations

import pytest

from cms.checks_of_text import Kind, findings_in


def found(text: str, *held: int) -> list[tuple[Kind, str]]:
    return [(each.kind, each.words) for each in findings_in(text, stars_held=held)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Sản phẩm đạt 5 sao OCOP", "5 sao"),
        ("Trà được 4 sao cấp thành phố", "4 sao"),
        ("Đạt bốn sao OCOP năm ngoái", "bốn sao"),
        ("Món này ★★★★", "★★★★"),
        ("ĐẠT 4 SAO", "4 SAO"),
        ("kh\u0061\u0301c bie\u0323\u0302t, 3 sao", "3 sao"),  # decomposed
    ],
)
def test_a_star_that_nothing_backs(text: str, words: str) -> None:
    assert found(text) == [(Kind.STAR, words)]


def test_a_star_that_a_product_of_the_page_holds_is_no_finding() -> None:
    assert found("Đạt 4 sao OCOP", 4) == []
    assert found("Đạt 5 sao OCOP", 4) == [(Kind.STAR, "5 sao")]


@pytest.mark.parametrize(
    "text",
    [
        "OCOP chấm từ 3 đến 5 sao.",
        "Hạng từ 3 sao trở lên",
        "3–5 sao",
        "Khách sạn 15 sao trời",
        "Vì sao đắt?",
    ],
)
def test_words_that_claim_no_star(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Trà giúp giảm cân",
        "Mật ong chữa bệnh dạ dày",
        "Rượu bổ thận",
        "Nước uống hạ huyết áp",
        "Dầu gội trị mụn",
        "Tốt cho tim mạch",
    ],
)
def test_a_promise_of_health(text: str) -> None:
    assert [kind for kind, _words in found(text, 5)] == [Kind.HEALTH]


@pytest.mark.parametrize(
    "text",
    [
        "Thực phẩm này không có tác dụng thay thế thuốc chữa bệnh.",
        "Không giảm cân.",
        "Bữa cơm tốt cho cả nhà.",
    ],
)
def test_words_that_promise_no_health(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Giá 120.000 đ một hộp", "120.000 đ"),
        ("chỉ 120 000 ₫", "120 000 ₫"),
        ("Chỉ 85k", "85k"),
        ("bán 120 nghìn đồng", "120 nghìn đồng"),
        ("giá 2 triệu đồng", "2 triệu đồng"),
        ("30000 vnđ", "30000 vnđ"),
    ],
)
def test_a_price_typed_into_text(text: str, words: str) -> None:
    assert found(text) == [(Kind.PRICE, words)]


@pytest.mark.parametrize(
    "text", ["120 hộ đan cỏ", "Năm 2026", "3 đêm", "gần 6.000 người", "2 km đường"]
)
def test_numbers_that_are_no_price(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("text", ["", "\x00\ud800", "a" * 100_000, "1" * 50_000 + "đ"])
def test_any_text_is_read(text: str) -> None:
    list(findings_in(text))
