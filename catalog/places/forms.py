"""The form of the page that finds old commune names."""

from django import forms
from django.utils.translation import gettext_lazy as _

from catalog.forms import VietnameseCharField
from catalog.places.models import Province


class OldNameForm(forms.Form):
    q = VietnameseCharField(
        label=_("Tên xã, phường cũ"),
        max_length=80,
        min_length=2,
        widget=forms.TextInput({"autocomplete": "off"}),
        help_text=_("Gõ không dấu cũng được. Ví dụ: van tu."),
        error_messages={
            "required": _("Anh chị gõ tên xã, phường cần tra."),
            "min_length": _("Anh chị gõ ít nhất 2 chữ cái."),
            "max_length": _("Tên dài quá, nhiều nhất %(limit_value)d chữ."),
        },
    )
    province = forms.ModelChoiceField(
        Province.objects.current().in_order(),
        label=_("Tỉnh, thành phố hiện nay"),
        required=False,
        to_field_name="code",
        empty_label=_("Cả nước"),
        error_messages={"invalid_choice": _("Không có tỉnh, thành phố này.")},
    )
