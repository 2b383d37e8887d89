"""Wagtail's user desk, for people known by phone, by e-mail, or by both."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.users import forms as users_forms
from wagtail.users.views import users

from catalog.forms import VietnameseCharField
from storefront.accounts.fields import EmailField, PhoneField
from storefront.accounts.models import User
from storefront.accounts.phones import PhoneNotUnderstood, normalize

SHARED_FIELDS = {"first_name", "email", "phone", "is_staff", "is_superuser", "groups"}


class _PersonForm(users_forms.UserForm):
    """The fields both forms share. The model checks that each is unique and that
    one of phone and e-mail is there."""

    first_name = VietnameseCharField(label=_("Họ và tên"), max_length=150)
    last_name = forms.CharField(required=False, widget=forms.HiddenInput)
    email = EmailField(required=False)
    phone = PhoneField(required=False)
    is_staff = forms.BooleanField(
        label=_("Là cán bộ"),
        required=False,
        help_text=_("Vào được trang ưu đãi, mã giảm giá."),
    )

    def clean_email(self) -> str | None:
        return self.cleaned_data["email"] or None

    def clean_phone(self) -> str | None:
        return self.cleaned_data["phone"] or None

    def _clean_username(self) -> None:
        """Wagtail's own check takes two empty addresses for a duplicate."""


class UserCreationForm(_PersonForm, users_forms.UserCreationForm):
    class Meta(users_forms.UserCreationForm.Meta):
        fields = SHARED_FIELDS


class UserEditForm(_PersonForm, users_forms.UserEditForm):
    class Meta(users_forms.UserEditForm.Meta):
        fields = SHARED_FIELDS | {"is_active"}


class _OnlySuperusersMakeSuperusers:
    request: HttpRequest

    def get_form(self, *args: Any, **kwargs: Any) -> Any:
        form = super().get_form(*args, **kwargs)
        if not self.request.user.is_superuser:
            form.fields.pop("is_superuser", None)
        return form


class UserIndexView(users.IndexView):
    @cached_property
    def columns(self) -> list[Column]:
        contacts = [
            Column("email", label=_("Thư điện tử"), sort_key="email"),
            Column("phone", label=_("Số điện thoại"), accessor=_national),
        ]
        before, rest = super().columns[:2], super().columns[3:]
        return [*before, *contacts, *rest]

    def search_queryset(self, queryset: QuerySet[User]) -> QuerySet[User]:
        try:
            return queryset.filter(phone=normalize(self.search_query or ""))
        except PhoneNotUnderstood:
            return super().search_queryset(queryset)  # type: ignore[no-any-return]


class UserCreateView(_OnlySuperusersMakeSuperusers, users.CreateView):
    pass


class UserEditView(_OnlySuperusersMakeSuperusers, users.EditView):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.object.is_superuser and not request.user.is_superuser:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[no-any-return]


class UserViewSet(users.UserViewSet):
    index_view_class = UserIndexView
    add_view_class = UserCreateView
    edit_view_class = UserEditView
    copy_view_enabled = False
    template_prefix = "accounts/users/"
    create_template_name = "accounts/users/create.html"
    edit_template_name = "accounts/users/edit.html"

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm[User]]:
        return UserEditForm if for_update else UserCreationForm


def _national(user: User) -> str:
    return user.phone.as_national if user.phone else ""
