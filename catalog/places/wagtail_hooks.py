"""Places in the back office. Names and dates come from the dataset alone; staff say
which communes the shop is about and tend the craft villages."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column, UpdatedAtColumn
from wagtail.admin.viewsets.model import ModelViewSetGroup

from catalog.office import OfficeViewSet
from catalog.places import desk
from catalog.places.models import Commune, CommuneChange, CraftVillage, Province


class PlaceViewSet(OfficeViewSet):
    add_to_admin_menu = False  # their group is there


class VillageViewSet(PlaceViewSet):
    model = CraftVillage
    name = "lang-nghe"
    icon = "pick"
    menu_label = _("Làng nghề")
    inspect_view_enabled = True
    index_view_class = desk.VillageIndexView
    list_display = [
        "name",
        "craft",
        "origin_commune",
        "commune",
        UpdatedAtColumn(label=_("Sửa lúc")),
    ]
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldPanel("name"),
                    FieldPanel("slug"),
                    FieldPanel("hamlets"),
                    FieldPanel("craft"),
                    FieldPanel("typical_products"),
                    FieldPanel("collective_mark"),
                    FieldPanel("picture"),
                ],
                heading=_("Làng nghề"),
            ),
            MultiFieldPanel(
                [FieldPanel("origin_commune"), FieldPanel("commune")],
                heading=_("Địa bàn"),
            ),
            FieldPanel("facts"),
            FieldPanel("position"),
        ],
        base_form_class=desk.VillageForm,
    )


class CommuneViewSet(PlaceViewSet):
    model = Commune
    name = "xa-phuong"
    icon = "site"
    menu_label = _("Xã, phường")
    inspect_view_enabled = True
    is_creatable = False
    index_view_class = desk.CommuneIndexView
    filterset_class = desk.CommuneFilterSet
    list_per_page = 50
    list_display = [
        Column("full_name", label=_("Tên"), sort_key="sort_key"),
        "code",
        "province",
        "former_district",
        BooleanColumn("is_area", label=_("Thuộc vùng")),
        "valid_from",
        "valid_to",
    ]
    edit_handler = ObjectList(
        [FieldPanel("is_area"), FieldPanel("slug"), FieldPanel("note")]
    )


class ChangeViewSet(PlaceViewSet):
    model = CommuneChange
    name = "thay-doi-dia-gioi"
    icon = "history"
    menu_label = _("Thay đổi địa giới")
    inspect_view_enabled = True
    is_creatable = is_editable = False
    form_fields: tuple[str, ...] = ()
    index_view_class = desk.ChangeIndexView
    list_filter = ["share", "effective"]
    list_display = ["old", "new", "get_share_display", "effective", "resolution"]


class ProvinceViewSet(PlaceViewSet):
    model = Province
    name = "tinh-thanh-pho"
    icon = "globe"
    menu_label = _("Tỉnh, thành phố")
    inspect_view_enabled = True
    is_creatable = is_editable = False
    form_fields: tuple[str, ...] = ()
    index_view_class = desk.ProvinceIndexView
    list_per_page = 100
    list_display = ["full_name", "code", "valid_from", "valid_to"]


class PlacesGroup(ModelViewSetGroup):
    menu_label = _("Địa bàn")
    menu_icon = "globe"
    menu_order = 120
    items = (VillageViewSet, CommuneViewSet, ChangeViewSet, ProvinceViewSet)


@hooks.register("register_admin_viewset")
def register_places_desk() -> PlacesGroup:
    return PlacesGroup()
