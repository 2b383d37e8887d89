"""The one form of checkout."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalog.forms import VietnameseCharField, VietnameseTextField
from catalog.places.models import Commune, Province
from cms.legal import consent_version
from showrooms.models import Showroom
from storefront.accounts.fields import PhoneField
from storefront.options import Option
from storefront.order.models import Order
from storefront.order.services import Purchase
from storefront.payment.gateway import gateways

HOME_PROVINCE = "01"
PICKUP = "diem-"  # then the showroom's slug

_NO_COMMUNE = _("Anh chị chọn phường hoặc xã.")

# Names of browsers' own vocabulary, so that a phone fills the form by itself.
_NAME = forms.TextInput(attrs={"autocomplete": "name"})
_EMAIL = forms.EmailInput(attrs={"autocomplete": "email"})
_STREET = forms.TextInput(attrs={"autocomplete": "address-line1"})
_NOTE = forms.Textarea(attrs={"rows": 2})


class CheckoutForm(forms.Form):
    """Contact, delivery or pick-up, payment, invoice, consent.

    ``communes`` are those of the chosen province, so that the form works as plain
    HTML: choose a province, press the button, choose the commune."""

    error_css_class = "has-error"

    contact_name = VietnameseCharField(
        label=_("Họ và tên"),
        max_length=120,
        widget=_NAME,
        error_messages={"required": _("Anh chị cho biết tên người nhận.")},
    )
    phone = PhoneField(
        label=_("Số điện thoại"),
        help_text=_("Người giao hàng gọi số này. Không dùng để quảng cáo."),
    )
    email = forms.EmailField(
        label=_("Thư điện tử"),
        required=False,
        max_length=254,
        widget=_EMAIL,
        help_text=_("Để nhận thư xác nhận đơn."),
        error_messages={"invalid": _("Địa chỉ thư chưa đúng. Ví dụ: ten@vidu.vn.")},
    )
    delivery = forms.ChoiceField(
        label=_("Cách nhận hàng"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Anh chị chọn cách nhận hàng.")},
    )
    province = forms.ChoiceField(label=_("Tỉnh, thành phố"))
    commune = forms.CharField(
        label=_("Phường, xã"), error_messages={"required": _NO_COMMUNE}
    )
    street = VietnameseCharField(
        label=_("Số nhà, đường hoặc thôn"),
        max_length=200,
        widget=_STREET,
        error_messages={"required": _("Anh chị ghi số nhà, đường hoặc tên thôn.")},
    )
    note = VietnameseTextField(
        label=_("Lời nhắn"),
        required=False,
        max_length=500,
        widget=_NOTE,
        help_text=_("Ví dụ: giao sau 17 giờ."),
    )
    payment = forms.ChoiceField(
        label=_("Thanh toán"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Anh chị chọn cách thanh toán.")},
    )
    wants_invoice = forms.BooleanField(
        label=_("Tôi cần hóa đơn điện tử"), required=False
    )
    invoice_company = VietnameseCharField(
        label=_("Tên công ty hoặc người mua"),
        max_length=200,
        error_messages={"required": _("Hóa đơn cần tên người mua.")},
    )
    invoice_tax_code = VietnameseCharField(
        label=_("Mã số thuế hoặc số định danh"),
        max_length=20,
        help_text=_("10, 12 hoặc 13 chữ số."),
        error_messages={"required": _("Hóa đơn cần mã số thuế hoặc số định danh.")},
    )
    invoice_address = VietnameseCharField(
        label=_("Địa chỉ trên hóa đơn"),
        max_length=300,
        error_messages={"required": _("Hóa đơn cần địa chỉ.")},
    )
    invoice_email = forms.EmailField(
        label=_("Thư nhận hóa đơn"), required=False, max_length=254
    )
    is_adult = forms.BooleanField(
        label=_("Tôi đủ 18 tuổi. Giỏ có rượu, người giao hàng sẽ hỏi giấy tờ."),
        error_messages={"required": _("Rượu chỉ bán cho người từ 18 tuổi.")},
    )
    consent = forms.BooleanField(
        error_messages={
            "required": _("Anh chị cần đồng ý với điều kiện giao dịch để đặt hàng.")
        },
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        provinces: Iterable[Province],
        communes: Iterable[Commune],
        showrooms: Iterable[Showroom],
        has_alcohol: bool = False,
        ship_amount: int | None = None,
        ship_note: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        self.communes = {commune.code: commune for commune in communes}
        self.showrooms = {PICKUP + showroom.slug: showroom for showroom in showrooms}
        self.fields["province"] = forms.ChoiceField(
            label=_("Tỉnh, thành phố"),
            choices=[(province.code, province.name) for province in provinces],
        )
        self.fields["commune"].widget = forms.Select(
            attrs={"data-search-url": reverse("places:communes")},
            choices=[("", _("Chọn phường, xã")), *self._commune_choices()],
        )
        self._set_choices(ship_amount, ship_note)
        self._require_what_applies()
        if not has_alcohol:
            del self.fields["is_adult"]
        for name, field in self.fields.items():
            field.widget.attrs.setdefault("id", f"id_{name}")

    def _commune_choices(self) -> list[tuple[str, str]]:
        return [(code, commune.full_name) for code, commune in self.communes.items()]

    def _set_choices(self, ship_amount: int | None, ship_note: str) -> None:
        delivery: Any = self.fields["delivery"]
        delivery.choices = [
            (Order.Delivery.SHIP, Option(_("Giao tận nơi"), ship_note, ship_amount)),
            *(
                (
                    code,
                    Option(
                        _("Nhận tại điểm bán %(name)s") % {"name": showroom.short_name},
                        showroom.place,
                        0,
                    ),
                )
                for code, showroom in self.showrooms.items()
            ),
        ]
        payment: Any = self.fields["payment"]
        payment.choices = [
            (code, Option(gateway.name, gateway.description, None, gateway.icon))
            for code, gateway in gateways().items()
        ]

    def _require_what_applies(self) -> None:
        """An address for a delivery, the buyer's data for an invoice."""
        typed = self.data if self.is_bound else self.initial
        is_shipped = not str(typed.get("delivery") or "").startswith(PICKUP)
        for name in ("province", "commune", "street"):
            self.fields[name].required = is_shipped
        for name in ("invoice_company", "invoice_tax_code", "invoice_address"):
            self.fields[name].required = bool(typed.get("wants_invoice"))

    @property
    def is_pickup(self) -> bool:
        return bool(self.cleaned_data.get("delivery", "").startswith(PICKUP))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("delivery"):
            data["payment"] = self._fitting_payment(data.get("payment", ""))
            self.errors.pop("payment", None)
        return data

    def clean_commune(self) -> str:
        code: str = self.cleaned_data["commune"]
        if code not in self.communes and self.fields["commune"].required:
            raise forms.ValidationError(_NO_COMMUNE)
        return code

    def clean_invoice_tax_code(self) -> str:
        typed: str = self.cleaned_data["invoice_tax_code"]
        code = typed.replace("-", "").replace(" ", "")
        is_number = code.isascii() and code.isdigit() and len(code) in (10, 12, 13)
        if not is_number and self.fields["invoice_tax_code"].required:
            raise forms.ValidationError(
                _("Mã số thuế có 10 hoặc 13 chữ số, số định danh có 12 chữ số.")
            )
        return code

    def _fitting_payment(self, chosen: str) -> str:
        """The chosen way, or the only one that fits this delivery: the page shows
        one at a time where the browser can, and the review names it again."""
        delivery = Order.Delivery.PICKUP if self.is_pickup else Order.Delivery.SHIP
        fitting = [
            code
            for code, gateway in gateways().items()
            if gateway.accepts(delivery=delivery, cash_on_delivery=True)
        ]
        return chosen if chosen in fitting else fitting[0]

    def purchase(self, *, language: str) -> Purchase:
        """What an order needs of this valid form."""
        data = self.cleaned_data
        invoice = data["wants_invoice"]
        return Purchase(
            contact_name=data["contact_name"],
            contact_phone=str(data["phone"]),
            email=data["email"],
            delivery=Order.Delivery.PICKUP if self.is_pickup else Order.Delivery.SHIP,
            showroom=self.showrooms.get(data["delivery"]),
            commune=None if self.is_pickup else self.communes[data["commune"]],
            street="" if self.is_pickup else data["street"],
            note=data["note"],
            payment_method=data["payment"],
            invoice_company=data["invoice_company"] if invoice else "",
            invoice_tax_code=data["invoice_tax_code"] if invoice else "",
            invoice_address=data["invoice_address"] if invoice else "",
            invoice_email=data["invoice_email"] if invoice else "",
            policy_version=consent_version(),
            language=language,
        )
