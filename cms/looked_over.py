"""Asks whoever sends a page on its way to look at what its readers should not meet.

A draft is saved whatever it says. Sent to approval or published, a page that claims a
star or a cure, or shows a picture without words, wants a tick first."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel

from cms.checks_of_text import Kind

FIELD = "looked_over"
SERIOUS = {Kind.ALT, Kind.STAR, Kind.HEALTH}


class LookedOverForm(WagtailAdminPageForm):
    looked_over = forms.BooleanField(required=False)

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]  # the stubs leave it out
        is_draft = self.is_deferred_validation
        if is_draft or self.errors or self.cleaned_data.get(FIELD):
            return
        lines = _serious_lines(self.instance)
        if lines:
            told = _("Trang chưa được gửi đi. Sửa những chỗ này, hoặc đánh dấu ô dưới.")
            self.add_error(FIELD, [told, *(f"{line}." for line in lines)])


class LookedOverPanel(FieldPanel):
    """The tick, shown once it is asked for."""

    def __init__(self, **kwargs: Any) -> None:
        heading = kwargs.pop("heading", gettext_lazy("Tôi đã xem lại và vẫn muốn đăng"))
        super().__init__(FIELD, heading=heading, disable_comments=True)

    def clone_kwargs(self) -> dict[str, Any]:
        return {"heading": self.heading}

    class BoundPanel(FieldPanel.BoundPanel):
        def is_shown(self) -> bool:
            return bool(super().is_shown() and self.form.has_error(FIELD))

        def get_comparison(self) -> list[Any]:
            return []


def _serious_lines(page: Any) -> list[str]:
    from cms.content_checks import described, findings_of  # it reads the page types

    found = findings_of(page, day=timezone.localdate())
    return described(each for each in found if each.kind in SERIOUS)
