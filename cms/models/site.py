"""What staff may set about the shop as a whole."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop
from phonenumber_field.modelfields import PhoneNumberField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from cms.links import validate_link


@register_setting(icon="cog", order=10)
class SiteSettings(BaseSiteSetting):
    """Name, telephone and legal owner; an empty field shows "đang cập nhật"."""

    name = models.CharField(
        _("tên cửa hàng"), max_length=80, default="Sản vật Phú Xuyên"
    )
    phone = PhoneNumberField(_("điện thoại"), region="VN", blank=True)
    zalo_phone = PhoneNumberField(
        _("số Zalo"),
        region="VN",
        blank=True,
        help_text=_("Để trống nếu cùng số điện thoại."),
    )
    opening_note = models.CharField(
        _("giờ nghe máy"), max_length=60, blank=True, default="7:30 – 20:00"
    )
    footer_text = models.TextField(
        _("giới thiệu ở chân trang"),
        blank=True,
        default=gettext_noop(
            "Trang giới thiệu và bán sản phẩm OCOP, sản vật làng nghề của bốn xã "
            "Phú Xuyên, Phượng Dực, Chuyên Mỹ và Đại Xuyên, thành phố Hà Nội."
        ),
    )
    owner_name = models.CharField(_("tên chủ sở hữu"), max_length=160, blank=True)
    owner_address = models.CharField(_("trụ sở"), max_length=255, blank=True)
    owner_representative = models.CharField(
        _("người đại diện theo pháp luật"), max_length=120, blank=True
    )
    owner_tax_code = models.CharField(_("mã số thuế"), max_length=14, blank=True)
    owner_tax_code_issued = models.CharField(
        _("ngày cấp, nơi cấp"), max_length=160, blank=True
    )
    owner_email = models.EmailField(_("thư điện tử"), blank=True)
    notification_badge = models.ForeignKey(
        "media.StoreImage",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("biểu tượng đã thông báo"),
        help_text=_("Chỉ đặt khi Bộ Công Thương đã xác nhận; để trống thì không hiện."),
    )
    notification_url = models.CharField(
        _("liên kết của biểu tượng"),
        max_length=255,
        blank=True,
        validators=[validate_link],
    )

    panels = [
        MultiFieldPanel(
            [
                FieldPanel("name"),
                FieldPanel("phone"),
                FieldPanel("zalo_phone"),
                FieldPanel("opening_note"),
            ],
            heading=_("Cửa hàng"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("owner_name"),
                FieldPanel("owner_address"),
                FieldPanel("owner_representative"),
                FieldPanel("owner_tax_code"),
                FieldPanel("owner_tax_code_issued"),
                FieldPanel("owner_email"),
            ],
            heading=_("Chủ sở hữu website"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("footer_text"),
                FieldPanel("notification_badge"),
                FieldPanel("notification_url"),
            ],
            heading=_("Chân trang"),
        ),
    ]

    class Meta:
        verbose_name = _("thông tin cửa hàng")

    def __str__(self) -> str:
        return self.name
