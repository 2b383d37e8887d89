"""The forms of the public pages and of the desk."""

from __future__ import annotations

import datetime as dt
from typing import Any

import phonenumbers
from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.forms import VietnameseCharField, VietnameseTextField
from catalog.office import choose_from

from .guard import FormTooOld, SentTooSoon, fresh_token, sending_of
from .models import Enquiry, Kind, Purpose, State, Topic

_NEEDED = gettext_lazy("Anh chị điền mục này.")


def _line(label: Any, longest: int, *, required: bool = False, **attrs: str) -> Any:
    return VietnameseCharField(
        label=label,
        max_length=longest,
        required=required,
        widget=forms.TextInput(attrs=attrs),
        error_messages={"required": _NEEDED},
    )


class LetterForm(forms.Form):
    """What every letter has: who writes, how to reach them, what they say."""

    name = _line(gettext_lazy("Họ và tên"), 120, required=True, autocomplete="name")
    contact = _line(
        gettext_lazy("Số điện thoại hoặc thư điện tử để trả lời"), 254, required=True
    )
    message = VietnameseTextField(
        label=gettext_lazy("Lời nhắn"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": gettext_lazy("Anh chị viết vài dòng.")},
    )
    consent = forms.BooleanField(
        label=gettext_lazy(
            "Tôi đồng ý để cửa hàng dùng các thông tin trên để trả lời thư này."
        ),
        error_messages={
            "required": gettext_lazy("Cần có sự đồng ý thì cửa hàng mới trả lời được.")
        },
    )
    # No person sees this one; what a machine writes there gives it away.
    website = forms.CharField(
        label=gettext_lazy("Để trống ô này"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    drawn = forms.CharField(widget=forms.HiddenInput, required=False)

    order: tuple[str, ...] = ("name", "contact", "message", "consent")
    sending = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(self.order)
        self.fields["drawn"].initial = fresh_token

    @property
    def rows(self) -> list[forms.BoundField]:
        """The fields a person fills in, but for the consent."""
        hidden = ("consent", "website", "drawn")
        return [field for field in self if field.name not in hidden]

    def clean_contact(self) -> tuple[str, str]:
        """The phone in its international form and the address; one is empty."""
        text = self.cleaned_data["contact"]
        if "@" in text:
            EmailValidator(_("Địa chỉ thư điện tử chưa đúng."))(text)
            return "", text
        try:
            number = phonenumbers.parse(text, "VN")
        except phonenumbers.NumberParseException:
            number = None
        if number is None or not phonenumbers.is_valid_number(number):
            raise ValidationError(
                _("Số điện thoại chưa đúng. Ví dụ: 0912 345 678, hoặc ten@example.com.")
            )
        return phonenumbers.format_number(
            number, phonenumbers.PhoneNumberFormat.E164
        ), ""

    def clean_website(self) -> None:
        if self.cleaned_data["website"]:
            raise ValidationError(_("Ô ẩn phải để trống; xin xóa rồi gửi lại."))

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if self.errors.get("website"):
            self.add_error(None, self.errors["website"][0])
        try:
            self.sending = sending_of(str(data.get("drawn") or ""))
        except SentTooSoon:
            if not self.errors:  # else the writer has something to mend anyway
                self.add_error(
                    None, _("Thư gửi nhanh quá. Xin chờ vài giây rồi gửi lại.")
                )
        except FormTooOld:
            sent = {name: self.data.get(name) for name in self.data}
            self.data = {**sent, self.add_prefix("drawn"): fresh_token()}
            self.add_error(
                None, _("Trang mở đã lâu. Lời nhắn còn nguyên, xin bấm gửi lại.")
            )
        return data

    def letter(self) -> dict[str, Any]:
        """The columns of the letter."""
        data = dict(self.cleaned_data)
        phone, email = data.pop("contact")
        for name in ("consent", "website", "drawn"):
            data.pop(name)
        return {**data, "phone": phone, "email": email}


class ComplaintForm(LetterForm):
    topic = forms.ChoiceField(
        label=gettext_lazy("Về việc gì"),
        choices=[("", gettext_lazy("Chọn một việc")), *Topic.choices],
        error_messages={"required": _NEEDED},
    )
    order_number = _line(gettext_lazy("Mã đơn hàng"), 20, autocomplete="off")
    order = ("topic", "order_number", *LetterForm.order)


class QuoteForm(LetterForm):
    topic = forms.ChoiceField(
        label=gettext_lazy("Anh chị cần"),
        choices=[("", gettext_lazy("Chọn một việc")), *Purpose.choices],
        error_messages={"required": _NEEDED},
    )
    product = _line(gettext_lazy("Sản phẩm"), 200, required=True)
    quantity = _line(gettext_lazy("Số lượng"), 60, required=True)
    needed_on = forms.DateField(
        label=gettext_lazy("Cần vào ngày"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": gettext_lazy("Ngày chưa đúng. Ví dụ: 20/01/2027.")},
    )
    organisation = _line(
        gettext_lazy("Cơ quan, cửa hàng"), 160, autocomplete="organization"
    )
    order = (
        "topic",
        "product",
        "quantity",
        "needed_on",
        "organisation",
        *LetterForm.order,
    )

    def clean_needed_on(self) -> dt.date | None:
        day: dt.date | None = self.cleaned_data["needed_on"]
        if day and not 2000 <= day.year <= 2100:
            raise ValidationError(_("Ngày chưa đúng. Ví dụ: 20/01/2027."))
        return day


FORMS: dict[str, type[LetterForm]] = {
    Kind.CONTACT: LetterForm,
    Kind.COMPLAINT: ComplaintForm,
    Kind.QUOTE: QuoteForm,
}


def handlers() -> Any:
    """Those who may be given a letter: whoever may change one."""
    right = Q(codename="change_enquiry", content_type__app_label="inbox")
    from django.contrib.auth.models import Permission

    allowed = Permission.objects.filter(right)
    users = get_user_model().objects.filter(is_active=True)
    return users.filter(
        Q(is_superuser=True)
        | Q(groups__permissions__in=allowed)
        | Q(user_permissions__in=allowed)
    ).distinct()


class HandleForm(forms.Form):
    """Where a letter stands, who has it, and a note."""

    state = forms.ChoiceField(label=gettext_lazy("Tình trạng"), choices=State.choices)
    assignee = forms.ModelChoiceField(
        label=gettext_lazy("Người xử lý"),
        queryset=get_user_model().objects.none(),
        required=False,
        empty_label=gettext_lazy("Chưa giao cho ai"),
    )
    note = VietnameseTextField(
        label=gettext_lazy("Ghi chú nội bộ"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data: Any = None, *, enquiry: Enquiry) -> None:
        initial = {"state": enquiry.state, "assignee": enquiry.assignee_id}
        super().__init__(data, initial=initial)
        choose_from(self.fields["assignee"], handlers().order_by("first_name", "pk"))
        if enquiry.state != State.NEW:
            self.fields["state"].choices = [  # type: ignore[attr-defined]
                choice for choice in State.choices if choice[0] != State.NEW
            ]
