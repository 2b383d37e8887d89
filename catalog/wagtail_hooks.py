"""Products and their groups in the back office."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, QuerySet
from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import ModelLogEntry

from catalog import desk
from catalog.choosers import producer_chooser, product_chooser
from catalog.listing_forms import ListingForm
from catalog.models import Category, Product
from catalog.office import OfficeIndexView, OfficeViewSet
from catalog.vietnamese import fold


class ProductViewSet(OfficeViewSet):
    model = Product
    name = "san-pham"
    icon = "tag"
    menu_label = _("Sản phẩm")
    menu_order = 92
    index_view_class = desk.ListingIndexView
    add_view_class = desk.ListingCreateView
    edit_view_class = desk.ListingEditView
    template_prefix = ""
    create_template_name = desk.ListingCreateView.template_name
    edit_template_name = desk.ListingEditView.template_name
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldPanel("title", heading=_("Tên sản phẩm")),
                    FieldPanel("producer"),
                    FieldPanel("group"),
                    FieldPanel("description", heading=_("Mô tả")),
                    FieldPanel("story"),
                    FieldPanel("village"),
                    FieldPanel("origin_commune"),
                ],
                heading=_("Sản phẩm"),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("price"),
                    FieldPanel("selling"),
                    FieldPanel("lead_days"),
                    FieldPanel("unit"),
                    FieldPanel("net_quantity"),
                    FieldPanel("net_unit"),
                ],
                heading=_("Giá và đơn vị"),
                help_text=_(
                    "Sản phẩm có cỡ hoặc loại thì ghi giá ở từng dòng bên dưới."
                ),
            ),
            MultiFieldPanel(
                [
                    FieldPanel(
                        "is_public",
                        heading=_("Hiện trên trang"),
                        help_text=_("Bỏ dấu thì người mua không thấy sản phẩm."),
                    ),
                    FieldPanel("is_featured"),
                    FieldPanel("season_from"),
                    FieldPanel("season_to"),
                    FieldPanel("occasions"),
                    FieldPanel("shipping_class"),
                    FieldPanel("weight_g"),
                ],
                heading=_("Hiển thị, mùa vụ, giao hàng"),
            ),
            MultiFieldPanel(
                [FieldPanel("set_number"), FieldPanel("set_uncertain")],
                heading=_("Bộ sản phẩm OCOP"),
                help_text=_("Sao không ghi ở đây: sao lấy từ giấy chứng nhận."),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("ingredients"),
                    FieldPanel("storage"),
                    FieldPanel("usage"),
                    FieldPanel("warnings"),
                    FieldPanel("shelf_life"),
                    FieldPanel("declaration_number"),
                    FieldPanel("adults_only"),
                ],
                heading=_("Nhãn hàng"),
            ),
        ],
        base_form_class=ListingForm,
    )


class CategoryForm(WagtailAdminModelForm):
    """A new group goes to the end of the tree: its model cannot be saved plainly."""

    def save(self, commit: bool = True) -> Category:
        if self.instance.pk is None and commit:
            group: Category = Category.add_root(instance=self.instance)
            return group
        return super().save(commit)  # type: ignore[no-any-return]


def groups() -> QuerySet[Category]:
    return Category.objects.annotate(listing_count=Count("product")).order_by("path")


def find_groups(found: QuerySet[Category], text: str) -> QuerySet[Category]:
    for word in fold(text).split():
        found = found.filter(slug__contains=word)
    return found


class CategoryIndexView(OfficeIndexView):
    base_queryset = staticmethod(groups)
    find = staticmethod(find_groups)
    default_ordering = "path"
    export_filename = "nhom-san-pham"
    exported = {
        "name": (_("Tên"), lambda group: group.name),
        "code": (_("Mã nhóm OCOP"), lambda group: group.code or ""),
        "listings": (_("Số sản phẩm"), lambda group: group.listing_count),
    }


class CategoryViewSet(OfficeViewSet):
    model = Category
    name = "nhom-san-pham"
    icon = "folder-open-inverse"
    menu_label = _("Nhóm sản phẩm")
    menu_order = 110
    add_to_admin_menu = False
    add_to_settings_menu = True
    index_view_class = CategoryIndexView
    list_display = ["name", "get_code_display", "is_public"]
    edit_handler = ObjectList(
        [
            FieldPanel("name"),
            FieldPanel("code"),
            FieldPanel("description"),
            FieldPanel("picture"),
            FieldPanel("is_public"),
        ],
        base_form_class=CategoryForm,
    )


@hooks.register("register_admin_viewset")
def register_catalog_desks() -> list[Any]:
    return [ProductViewSet(), CategoryViewSet(), product_chooser, producer_chooser]


@hooks.register("register_admin_urls")
def register_catalog_urls() -> list[Any]:
    return [path("san-pham/ma/<int:pk>/", desk.by_id, name="product_desk_by_id")]


@hooks.register("register_log_actions")
def register_price_action(actions: LogActionRegistry) -> None:
    @actions.register_action("catalog.price")
    class PriceChanged(LogFormatter):
        label = _("Đổi giá")

        def format_message(self, log_entry: ModelLogEntry) -> str:
            data = log_entry.data
            return _("%(variant)s: giá %(old)s → %(new)s") % {
                "variant": data.get("variant") or _("sản phẩm"),
                "old": _amount(data.get("old")),
                "new": _amount(data.get("new")),
            }


def _amount(amount: int | None) -> str:
    return str(_("chưa ghi")) if amount is None else f"{amount:,} ₫".replace(",", ".")
