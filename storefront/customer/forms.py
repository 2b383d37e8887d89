"""Forms of the buyer's own pages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalog.forms import VietnameseCharField
from catalog.places.models import Commune, Province
from storefront.accounts.fields import PhoneField
from storefront.address.models import Country, UserAddress

HOME_PROVINCE = "01"


class NameForm(forms.Form):
    first_name = VietnameseCharField(
        label=_("Họ và tên"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Anh chị cho biết tên.")},
    )


class AddressForm(forms.Form):
    """A saved address; the commune list is that of the chosen province."""

    name = VietnameseCharField(
        label=_("Tên người nhận"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Anh chị cho biết tên người nhận.")},
    )
    phone = PhoneField(label=_("Số điện thoại"))
    province = forms.ChoiceField(label=_("Tỉnh, thành phố"))
    commune = forms.CharField(
        label=_("Phường, xã"),
        error_messages={"required": _("Anh chị chọn phường hoặc xã.")},
    )
    street = VietnameseCharField(
        label=_("Số nhà, đường hoặc thôn"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "address-line1"}),
        error_messages={"required": _("Anh chị ghi số nhà, đường hoặc tên thôn.")},
    )

    def __init__(self, data: Any = None, *, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        province = (data or initial or {}).get("province") or HOME_PROVINCE
        communes = Commune.objects.current().of_province(province)
        self.communes = {
            commune.code: commune
            for commune in communes.select_related("province").order_by("sort_key")
        }
        provinces = Province.objects.filter(valid_to=None).order_by("sort_key")
        self.fields["province"] = forms.ChoiceField(
            label=_("Tỉnh, thành phố"),
            choices=[(row.code, row.name) for row in provinces],
            initial=HOME_PROVINCE,
        )
        choices = [(code, row.full_name) for code, row in self.communes.items()]
        self.fields["commune"].widget = forms.Select(
            attrs={"data-search-url": reverse("places:communes")},
            choices=[("", _("Chọn phường, xã")), *choices],
        )

    def clean_commune(self) -> Commune:
        commune = self.communes.get(self.cleaned_data["commune"])
        if commune is None:
            raise forms.ValidationError(_("Anh chị chọn phường hoặc xã."))
        return commune

    def write(self, address: UserAddress) -> UserAddress:
        """Store this valid form in ``address``, a row of its owner's."""
        data = self.cleaned_data
        commune: Commune = data["commune"]
        address.first_name = data["name"]
        address.phone_number = data["phone"]
        address.line1 = data["street"]
        address.line4 = commune.full_name
        address.state = commune.province.full_name
        address.commune = commune
        address.country = Country.objects.get(iso_3166_1_a2="VN")
        address.save()
        return address
