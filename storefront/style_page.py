"""The living style page: every part of the look in every state, while DEBUG is on."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from storefront.options import Option


@dataclass(frozen=True)
class SampleCard:
    """What `components/card.html` asks of a card."""

    title: str = "Khay trà khảm trai chữ nhật"
    url: str = "#cards"
    producer_name: str = "HTX Khảm trai Ánh Xà Cừ"
    commune_name: str = "Xã Chuyên Mỹ"
    price: Decimal | None = Decimal(820000)
    price_max: Decimal | None = None
    list_price: Decimal | None = None
    discount_percent: int | None = None
    unit: str = "45 × 30 cm"
    state: str = "in_stock"
    state_text: str = "Còn hàng"
    stars: int | None = 4
    is_demo: bool = True
    picture: None = None


class SampleForm(forms.Form):
    """One field of each kind; bound with a bad number to show an error."""

    name = forms.CharField(label="Họ và tên")
    phone = forms.RegexField(
        r"^0\d{9}$",
        label="Số điện thoại",
        help_text="Người giao hàng gọi số này. Không dùng để quảng cáo.",
        error_messages={
            "invalid": "Số điện thoại còn thiếu 4 chữ số. Ví dụ: 0912 345 678."
        },
    )
    commune = forms.ChoiceField(
        label="Phường, xã", choices=[("1", "Xã Chuyên Mỹ"), ("2", "Xã Đại Xuyên")]
    )
    message = forms.CharField(
        label="Lời nhắn",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Ví dụ: giao sau 17 giờ.",
    )
    locked = forms.CharField(label="Mã đơn", disabled=True, initial="PX-2611-0417")
    payment = forms.ChoiceField(
        label="Thanh toán",
        widget=forms.RadioSelect,
        choices=[
            ("cod", Option("Trả tiền khi nhận hàng", "Mở gói xem trước", icon="cash")),
            ("vietqr", Option("Chuyển khoản VietQR", "Mã QR hiện ngay", icon="qr")),
        ],
    )
    delivery = forms.ChoiceField(
        label="Cách nhận hàng",
        widget=forms.RadioSelect,
        choices=[
            ("home", Option("Giao tận nơi", "Thứ Bảy 28/11", Decimal(55000))),
            ("showroom", Option("Nhận tại điểm bán Phú Yên", "Từ chiều mai", 0)),
        ],
    )
    invoice = forms.BooleanField(label="Tôi cần hóa đơn điện tử", required=False)
    consent = forms.BooleanField(
        label="Tôi đồng ý với điều kiện giao dịch",
        error_messages={"required": "Anh chị đánh dấu đồng ý để đặt hàng."},
    )


SAMPLE_INPUT = {
    "name": "Khách dùng thử",
    "phone": "0912 34",
    "commune": "1",
    "payment": "cod",
    "delivery": "home",
    "invoice": "on",
}


def style_page(request: HttpRequest) -> HttpResponse:
    if not settings.DEBUG:
        raise Http404
    return render(request, "style.html", _samples())


def _samples() -> dict[str, object]:
    return {
        "crumbs": [
            {"label": "Trang chủ", "url": "#"},
            {"label": "Thủ công mỹ nghệ", "url": "#"},
            {"label": "Bảng mẫu", "url": ""},
        ],
        "form": SampleForm(SAMPLE_INPUT),
        "cards": _cards(),
        "sizes": _sizes(),
        "states": STATES,
        "pages": [
            {"number": 1, "url": "#"},
            {"number": 2, "url": "#", "is_current": True},
            {"number": 3, "url": "#"},
            {"is_gap": True},
            {"number": 6, "url": "#"},
        ],
        "filters": [{"label": "Cỏ tế Phú Túc", "url": "#"}],
        "filter_groups": _filter_groups(),
        "missing": [
            {"label": "Số điện thoại", "url": "#id_phone"},
            {"label": "Phường, xã", "url": "#id_commune"},
        ],
        "link": {"label": "Xem giỏ hàng", "url": "#"},
        "go": {"label": "Xem sản vật đang vụ", "url": "#"},
        "certificate": CERTIFICATE,
        "lot": _lot(),
        "steps": STEPS,
        "facts": FACTS,
        "totals": [
            {"label": "Tạm tính (4 món)", "amount": Decimal(810000)},
            {"label": "Phí vận chuyển (2 gói)", "amount": Decimal(55000)},
        ],
        "total": Decimal(865000),
        "bars": [
            {"label": "Rất hài lòng", "count": 15},
            {"label": "Hài lòng", "count": 6},
            {"label": "Tạm được", "count": 1},
        ],
        "showroom": SHOWROOM,
        "shut_showroom": SHOWROOM | {"is_open": False, "opening_text": "Mở lúc 08:00"},
        "village": VILLAGE,
        "producer": PRODUCER,
        "group": {"name": "Thực phẩm", "url": "#", "count_text": "36 sản phẩm"},
        "pictures": [None],
        "colours": COLOURS,
    }


def _cards() -> list[SampleCard]:
    card = SampleCard()
    return [
        card,
        replace(card, state="low", state_text="Còn 3 sản phẩm", stars=5),
        replace(card, title="Giỏ cỏ tế có nắp", state="out", state_text="Hết hàng"),
        replace(card, state="made_to_order", state_text="Đặt làm 15 ngày", stars=3),
        replace(
            card,
            title="Kẹo lạc Cổ Hoàng hộp giấy",
            price=Decimal(27000),
            list_price=Decimal(30000),
            discount_percent=10,
            is_demo=False,
        ),
        replace(
            card, price=None, unit="", state="on_request", state_text="Làm theo bản vẽ"
        ),
        replace(
            card, price_max=Decimal(990000), state="booking", state_text="Đặt lịch"
        ),
        replace(card, stars=None, state="paused", state_text="Tạm ngừng nhận đơn"),
    ]


def _sizes() -> list[dict[str, object]]:
    return [
        {"value": "40", "label": "40"},
        {"value": "41", "label": "41", "is_checked": True},
        {"value": "42", "label": "42"},
        {"value": "44", "label": "44", "is_disabled": True},
    ]


def _filter_groups() -> list[dict[str, object]]:
    options = [
        {"value": "1", "label": "Khảm trai Chuyên Mỹ", "count": 14, "is_checked": True},
        {"value": "2", "label": "Cỏ tế Phú Túc", "count": 9},
    ]
    more = {"label": "Thêm 4 làng", "url": "#"}
    return [
        {"legend": "Làng nghề", "name": "village", "options": options, "more": more}
    ]


def _lot() -> dict[str, object]:
    line = {
        "title": "Kẹo lạc Cổ Hoàng hộp giấy",
        "url": "#",
        "note": "Hộp 300 g",
        "quantity": {"name": "quantity", "value": 3, "min": 1, "max": 9},
        "sum": Decimal(90000),
        "remove": {"name": "remove", "value": "1"},
    }
    return {
        "producer_name": "HTX Kẹo lạc Giòn Thơm",
        "fee_text": "Phí giao 25.000 ₫",
        "lines": [line],
        "free_delivery": {
            "text": "Mua thêm 60.000 ₫ của cơ sở này để được miễn phí giao.",
            "value": 90000,
            "max": 150000,
        },
    }


STATES = [
    ("in_stock", "Còn hàng"),
    ("low", "Còn 3 sản phẩm"),
    ("out", "Hết hàng"),
    ("made_to_order", "Đặt làm 15 ngày"),
    ("booking", "Đặt lịch"),
    ("on_request", "Liên hệ báo giá"),
    ("paused", "Tạm ngừng nhận đơn"),
]
CERTIFICATE = {
    "stars": 4,
    "valid_until": date(2027, 2, 21),
    "decision_number": "DEMO-0217/QĐ-UBND",
    "issued_on": date(2024, 2, 21),
    "authority": "UBND thành phố Hà Nội",
    "granted_to": "Giày tây nam buộc dây",
    "is_demo": True,
    "url": "#",
}
STEPS = [
    {"label": "Đã đặt", "time": "09:12 hôm nay", "state": "done"},
    {"label": "Cơ sở đang chuẩn bị", "note": "Giao trước 27/11.", "state": "current"},
    {"label": "Đang giao", "state": "todo"},
    {"label": "Không giao được", "state": "failed"},
]
FACTS = [
    {"term": "Chất liệu", "value": "Da bò, đế khâu"},
    {"term": "Nơi sản xuất", "value": "Phú Yên (nay thuộc xã Chuyên Mỹ)"},
]
SHOWROOM = {
    "name": "Phú Yên",
    "url": "#",
    "address": "Làng giày Giẽ Hạ, Phú Yên cũ, xã Chuyên Mỹ",
    "is_open": True,
    "opening_text": "Đang mở cửa, đến 18:00",
    "directions_url": "#",
}
VILLAGE = {
    "name": "Khảm trai Chuyên Mỹ",
    "url": "#",
    "places": "Chuôn Ngọ, Ngọ Hạ",
    "text": "Nghề có từ thế kỷ XI theo lời kể của làng.",
}
PRODUCER = {
    "name": "HTX Giày da Bước Đều",
    "url": "#",
    "place": "Làng Giẽ Hạ, Phú Yên (nay thuộc xã Chuyên Mỹ)",
}
COLOURS = [
    "paper",
    "raised",
    "sunk",
    "line",
    "edge",
    "ink",
    "ink-2",
    "lacquer",
    "lacquer-2",
    "pearl",
    "pearl-2",
    "gold",
    "son",
    "son-deep",
    "son-lit",
    "son-soft",
    "leaf",
    "leaf-soft",
    "clay",
    "clay-soft",
    "cham",
    "cham-soft",
    "nacre",
]
