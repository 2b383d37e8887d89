"""How allauth finds people, speaks to them and counts their attempts."""

from __future__ import annotations

import logging
from smtplib import SMTPException
from typing import TYPE_CHECKING, Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib import messages as notices
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.shortcuts import redirect, resolve_url
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from storefront.accounts import messages
from storefront.accounts.fields import PhoneField
from storefront.accounts.models import User
from storefront.languages import in_language

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser
    from django.forms import BaseForm

logger = logging.getLogger(__name__)
WRONG_LOGIN = gettext_lazy("Số điện thoại, thư điện tử hoặc mật khẩu chưa đúng.")
WRONG_CODE = gettext_lazy("Mã chưa đúng.")
TOO_OFTEN = gettext_lazy("Nhập sai nhiều lần quá. Anh chị đợi vài phút rồi thử lại.")


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": WRONG_CODE,
        "rate_limited": TOO_OFTEN,
    }


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": gettext_lazy("Tài khoản này đang bị khóa."),
        "email_password_mismatch": WRONG_LOGIN,
        "phone_password_mismatch": WRONG_LOGIN,
        "username_password_mismatch": WRONG_LOGIN,
        "invalid_login": WRONG_LOGIN,
        "email_taken": gettext_lazy(
            "Thư này đã có tài khoản. Anh chị đăng nhập hoặc lấy lại mật khẩu."
        ),
        "phone_taken": gettext_lazy(
            "Số này đã có tài khoản. Anh chị đăng nhập hoặc nhận mã đăng nhập."
        ),
        "enter_current_password": gettext_lazy("Mật khẩu hiện nay chưa đúng."),
        "incorrect_password": gettext_lazy("Mật khẩu chưa đúng."),
        "incorrect_code": WRONG_CODE,
        "invalid_password_reset": gettext_lazy("Liên kết đã hết hạn hoặc đã dùng."),
        "too_many_login_attempts": TOO_OFTEN,
        "rate_limited": gettext_lazy("Nhiều yêu cầu quá. Anh chị đợi vài phút."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return True

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Staff begin at their desks, everyone else where the shop begins."""
        if request.user.has_perm("wagtailadmin.access_admin"):
            return reverse("wagtailadmin_home")
        return in_language(resolve_url(super().get_login_redirect_url(request)))

    def save_user(
        self,
        request: HttpRequest,
        user: AbstractBaseUser,
        form: BaseForm,
        commit: bool = True,
    ) -> AbstractBaseUser:
        super().save_user(request, user, form, commit=False)
        if commit:
            self._save_new(request, user)
        return user

    def _save_new(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        try:
            with transaction.atomic():
                user.save()
        except IntegrityError as error:  # the same person, in the same instant
            notices.info(request, _("Tài khoản vừa được tạo. Anh chị đăng nhập."))
            raise ImmediateHttpResponse(redirect("account_login")) from error

    def send_mail(self, template_prefix: str, email: str, context: Any) -> None:
        """A dead mail server is told to the person; it is no reason to fall over."""
        try:
            super().send_mail(template_prefix, email, context)
        except (OSError, SMTPException):
            logger.exception("Mail %s could not be sent", template_prefix)
            notices.error(
                self.request, _("Chưa gửi được thư. Anh chị thử lại sau ít phút.")
            )

    # --- phones -----------------------------------------------------------------
    def phone_form_field(self, **kwargs: Any) -> PhoneField:
        kwargs.pop("label", None)  # allauth's is English
        return PhoneField(**kwargs)

    def get_phone(self, user: AbstractBaseUser) -> tuple[str, bool] | None:
        assert isinstance(user, User)  # noqa: S101
        return (user.phone.as_e164, user.phone_verified) if user.phone else None

    def set_phone(self, user: AbstractBaseUser, phone: str, verified: bool) -> None:
        assert isinstance(user, User)  # noqa: S101
        user.phone, user.phone_verified = phone, verified
        if user.pk:
            user.save(update_fields=["phone", "phone_verified"])

    def set_phone_verified(self, user: AbstractBaseUser, phone: str) -> None:
        User.objects.filter(pk=user.pk, phone=phone).update(phone_verified=True)

    def get_user_by_phone(self, phone: str) -> User | None:
        return User.objects.filter(phone=phone).first()

    def send_verification_code_sms(
        self, user: AbstractBaseUser, phone: str, code: str, **kwargs: Any
    ) -> None:
        messages.send(
            phone=phone,
            text=_("%(code)s là mã đăng nhập. Đừng đưa mã cho ai.") % {"code": code},
        )

    def send_unknown_account_sms(self, phone: str, **kwargs: Any) -> None:
        messages.send(phone=phone, text=_("Số này chưa có tài khoản ở cửa hàng."))

    def send_account_already_exists_sms(self, phone: str) -> None:
        messages.send(phone=phone, text=_("Số này đã có tài khoản ở cửa hàng."))

    # --- limits -----------------------------------------------------------------
    def _get_login_attempts_cache_key(
        self, request: HttpRequest, **credentials: Any
    ) -> str:
        """Count by the normalised login. allauth's own key knows no phones: all of
        them would share one counter, and five typing errors lock everybody out."""
        login = credentials.get("email") or credentials.get("phone") or ""
        return f"login:{login.lower()}"
