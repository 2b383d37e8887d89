"""The menus of every page, as editors arrange them."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from cms.blocks.keys import KeyBlock
from cms.fields import BlocksField
from cms.links import LINK_HELP, validate_link


class PageKeyBlock(KeyBlock):
    target_model = "wagtailcore.Page"

    class Meta:
        icon = "doc-empty-inverse"

    @property
    def widget(self) -> Any:
        from wagtail.admin.widgets import AdminPageChooser

        return AdminPageChooser()


class MenuLinkBlock(blocks.StructBlock):
    """A page, called by its title or otherwise; or an address with a name."""

    page = PageKeyBlock(label=_("Trang"), required=False)
    url = blocks.CharBlock(
        label=_("Hoặc đường dẫn"),
        required=False,
        max_length=255,
        validators=[validate_link],
        help_text=LINK_HELP,
    )
    label = blocks.CharBlock(
        label=_("Chữ hiện ra"),
        required=False,
        max_length=60,
        help_text=_("Để trống thì lấy tên trang."),
    )

    class Meta:
        icon = "link"
        label = _("Liên kết")

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        wrong = []
        if bool(cleaned["page"]) == bool(cleaned["url"]):
            wrong.append(_("Chọn một trang, hoặc ghi một đường dẫn; không cả hai."))
        elif cleaned["url"] and not cleaned["label"]:
            wrong.append(_("Đường dẫn cần có chữ hiện ra."))
        if wrong:
            raise StructBlockValidationError(non_block_errors=wrong)
        return cleaned


class FooterColumnBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Tên cột"), max_length=60)
    links = blocks.ListBlock(
        MenuLinkBlock(), label=_("Các liên kết"), min_num=1, max_num=12
    )

    class Meta:
        icon = "list-ul"
        label = _("Cột")


@register_setting(icon="list-ul", order=20)
class MenuSettings(BaseSiteSetting):
    """An empty menu shows the built-in one; a page that is not published is left out."""

    header = BlocksField(
        [("link", MenuLinkBlock())],
        blank=True,
        max_num=5,
        verbose_name=_("mục ở đầu trang"),
        help_text=_("Đứng sau các nhóm hàng. Để trống thì hiện như mặc định."),
    )
    footer = BlocksField(
        [("column", FooterColumnBlock())],
        blank=True,
        max_num=4,
        verbose_name=_("các cột ở chân trang"),
        help_text=_("Để trống thì hiện như mặc định."),
    )

    panels = [FieldPanel("header"), FieldPanel("footer")]

    class Meta:
        verbose_name = _("thực đơn")

    def __str__(self) -> str:
        return str(_("thực đơn"))
