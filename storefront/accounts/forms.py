"""Forms of sign-in and sign-up, in the shop's words."""

from __future__ import annotations

import time
from typing import Any

from allauth.account import forms
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.mfa.base import forms as mfa_forms
from allauth.mfa.totp import forms as totp_forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.forms import VietnameseCharField
from storefront.accounts import messages
from storefront.accounts.fields import EmailField, LoginField, PhoneField

FRESH = 15 * 60  # seconds for which a log-in by code stands for the old password
LONGEST_PASSWORD = 128
LABELS = {
    "password": gettext_lazy("Mật khẩu"),
    "oldpassword": gettext_lazy("Mật khẩu hiện nay"),
    "password1": gettext_lazy("Mật khẩu mới"),
    "password2": gettext_lazy("Gõ lại mật khẩu mới"),
    "email": gettext_lazy("Thư điện tử"),
    "code": gettext_lazy("Mã"),
}
PASSWORD_HINT = gettext_lazy("Ít nhất 8 ký tự, không chỉ toàn chữ số.")


class InOurWords:
    """Labels, hints and limits of ours; no placeholder stands in for a label."""

    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = LABELS.get(name, field.label)
            field.widget.attrs.pop("placeholder", None)
            if "password" in name:
                field.validators.append(MaxLengthValidator(LONGEST_PASSWORD))
                # the pages themselves link to what helps a forgotten password
                field.help_text = PASSWORD_HINT if name == "password1" else ""
        if "code" in self.fields:
            self.fields["code"].widget.attrs["inputmode"] = "numeric"


class LoginForm(InOurWords, forms.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = LoginField()
        self.order_fields(["login", "password"])

    def clean(self) -> Any:
        try:
            return super().clean()
        except ValidationError as error:
            self.add_error("password", error)
        return self.cleaned_data


class SignupForm(InOurWords, forms.SignupForm):
    """A phone number, an e-mail address, or both.

    Without verification, uniqueness must show: a taken number is named as such.
    Enumeration through this form is held by its rate limit alone."""

    first_name = VietnameseCharField(
        label=gettext_lazy("Họ và tên"),
        max_length=150,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["first_name"].widget.attrs["autocomplete"] = "name"
        self.fields["phone"] = PhoneField(required=False)
        self.fields["email"] = EmailField(required=False)
        self.fields["password1"].label = LABELS["password"]
        self.order_fields(["first_name", "phone", "email", "password1"])

    def clean(self) -> Any:
        cleaned = super().clean()
        if self.account_already_exists:
            self.add_error("phone", forms.get_adapter().error_messages["phone_taken"])
        is_nameless = not cleaned.get("phone") and not cleaned.get("email")
        if is_nameless and not self.errors.keys() & {"phone", "email"}:
            self.add_error(
                "phone", _("Anh chị nhập số điện thoại hoặc thư điện tử để đăng nhập.")
            )
        return cleaned


class RequestLoginCodeForm(forms.RequestLoginCodeForm):
    """One field for number or address; allauth's form has one for each."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {"login": LoginField()}

    def clean(self) -> Any:
        login = self.cleaned_data.get("login")
        if not login:
            return self.cleaned_data
        try:
            if "@" in login:
                self.cleaned_data["email"] = login
                self.clean_email()
            elif not messages.can_send():
                raise ValidationError(_("Hiện chỉ gửi được mã qua thư điện tử."))
            else:
                self.cleaned_data["phone"] = login
                self.clean_phone()
        except ValidationError as error:
            self.add_error("login", error)
        return self.cleaned_data


class ConfirmLoginCodeForm(InOurWords, forms.ConfirmLoginCodeForm):
    pass


class ChangePasswordForm(InOurWords, forms.ChangePasswordForm):
    """Who has just come in by a code need not know the old password: that is how a
    person known by phone alone gets a new one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if _came_by_code(self.user):
            del self.fields["oldpassword"]


class SetPasswordForm(InOurWords, forms.SetPasswordForm):
    pass


class ReauthenticateForm(InOurWords, forms.ReauthenticateForm):
    pass


class ResetPasswordForm(forms.ResetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"] = EmailField()


class ResetPasswordKeyForm(InOurWords, forms.ResetPasswordKeyForm):
    pass


class SecondFactorForm(InOurWords, mfa_forms.AuthenticateForm):
    pass


class SecondFactorAgainForm(InOurWords, mfa_forms.ReauthenticateForm):
    pass


class ActivateSecondFactorForm(InOurWords, totp_forms.ActivateTOTPForm):
    pass


def _came_by_code(user: Any) -> bool:
    records = get_authentication_records(context.request, user)
    last = records[-1] if records else {}
    return last.get("method") == "code" and time.time() - last["at"] < FRESH
