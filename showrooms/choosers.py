"""Lets editors choose a showroom."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.chooser import ChooserViewSet

from showrooms.models import Showroom


class ShowroomChooserViewSet(ChooserViewSet):
    """Chooses among showrooms; a page shows those that are open for business."""

    model = Showroom
    icon = "home"
    register_widget = False
    choose_one_text = _("Chọn điểm bán")
    choose_another_text = _("Chọn điểm bán khác")
    edit_item_text = _("Sửa điểm bán này")


showroom_chooser = ShowroomChooserViewSet("chon-diem-ban")
