"""Staff pass a second factor before they reach the back office."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _


class StaffSecondFactorMiddleware:
    """Sends staff without a second factor to its set-up. Who has one has passed it:
    allauth asks for it at every log-in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if (
            settings.STAFF_SECOND_FACTOR_REQUIRED
            and request.path.startswith(settings.BACK_OFFICE_PREFIXES)
            and _is_staff_without(request)
        ):
            messages.warning(
                request,
                _(
                    "Tài khoản cán bộ cần mã từ điện thoại trước khi vào trang quản trị."
                ),
            )
            return redirect("mfa_activate_totp")
        return self.get_response(request)


def _is_staff_without(request: HttpRequest) -> bool:
    user = request.user
    if not user.is_authenticated:
        return False
    is_staff = user.is_staff or user.has_perm("wagtailadmin.access_admin")
    return is_staff and not is_mfa_enabled(user)
