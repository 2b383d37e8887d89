"""The app `accounts`, and Wagtail's user desk with forms for our kind of user."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig


class AccountsConfig(AppConfig):
    name = "storefront.accounts"
    label = "accounts"
    verbose_name = _("Tài khoản")


class UsersDeskConfig(WagtailUsersAppConfig):
    user_viewset = "storefront.accounts.desk.UserViewSet"
