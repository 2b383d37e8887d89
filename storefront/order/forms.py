"""Forms of the order pages."""

from django import forms
from django.utils.translation import gettext_lazy as _

from catalog.forms import VietnameseCharField
from storefront.accounts.fields import PhoneField

from .numbers import normalize


class TrackForm(forms.Form):
    """Both the number and the phone: one alone tells nothing."""

    number = VietnameseCharField(
        label=_("Mã đơn hàng"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters"}
        ),
        help_text=_("Mười chữ và số trong thư hoặc trang xác nhận."),
        error_messages={"required": _("Anh chị nhập mã đơn hàng.")},
    )
    phone = PhoneField(label=_("Số điện thoại đặt hàng"))

    def clean_number(self) -> str:
        return normalize(self.cleaned_data["number"])


class CancelForm(forms.Form):
    """Why the buyer cancels; one of a few reasons is enough."""

    reason = forms.ChoiceField(
        label=_("Vì sao anh chị hủy"),
        widget=forms.RadioSelect,
        choices=[
            ("Khách đổi ý", _("Tôi đổi ý")),
            ("Khách đặt nhầm", _("Tôi đặt nhầm món hoặc số lượng")),
            ("Khách muốn sửa địa chỉ", _("Tôi muốn sửa địa chỉ hoặc giờ nhận")),
            ("Khách thấy giao lâu", _("Thời gian giao lâu")),
            ("Lý do khác", _("Lý do khác")),
        ],
        error_messages={"required": _("Anh chị chọn một lý do.")},
    )
