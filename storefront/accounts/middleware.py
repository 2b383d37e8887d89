"""Who passes the doors of the back offices, and how."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class BackOfficeDoorMiddleware:
    """Refuses, with 403, whoever is signed in and may not enter. Both back offices
    would send them to the log-in page, which sends the signed-in back: a circle."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if _is_back_office(request) and request.user.is_authenticated:
            is_wagtail = request.path.startswith(reverse("wagtailadmin_home"))
            permission = "wagtailadmin.access_admin"
            user = request.user
            if not (user.has_perm(permission) if is_wagtail else user.is_staff):
                raise PermissionDenied
        return self.get_response(request)


class StaffSecondFactorMiddleware:
    """Sends staff without a second factor to its set-up. Who has one has passed it:
    allauth asks for it at every log-in."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if (
            settings.STAFF_SECOND_FACTOR_REQUIRED
            and _is_back_office(request)
            and request.user.is_authenticated
            and not is_mfa_enabled(request.user)
        ):
            messages.warning(
                request,
                _(
                    "Tài khoản cán bộ cần mã từ điện thoại trước khi vào trang quản trị."
                ),
            )
            return redirect("mfa_activate_totp")
        return self.get_response(request)


def _is_back_office(request: HttpRequest) -> bool:
    return request.path.startswith(settings.BACK_OFFICE_PREFIXES)
