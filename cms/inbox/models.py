"""Letters to the shop, and the pages people write them on.

A letter keeps only what an answer needs: a name, one way to reach the writer, and what
they wrote. Whoever may delete letters takes it all away, notes included."""

from __future__ import annotations

import datetime as dt
import secrets
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.search import index

from cms.blocks import legal_blocks
from cms.fields import BlocksField
from cms.models.base import ShopPage

from .deadlines import FRESH

_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # without 0/O and 1/I
_LENGTH = 8


def new_number() -> str:
    """A fresh random number of a letter: what its writer quotes."""
    return "".join(secrets.choice(_ALPHABET) for _position in range(_LENGTH))


class Kind(models.TextChoices):
    CONTACT = "contact", _("Liên hệ")
    COMPLAINT = "complaint", _("Khiếu nại")
    QUOTE = "quote", _("Hỏi báo giá")


class Topic(models.TextChoices):
    """What a complaint is about, as the page of complaints lists it."""

    FRESH = FRESH, _("Hàng tươi hỏng, giao sai")
    FAULT = "fault", _("Hàng lỗi, chậm giao, hoàn tiền")
    PRICE = "price", _("Giá, ưu đãi, hóa đơn")
    PRIVACY = "privacy", _("Thông tin cá nhân")
    ORIGIN = "origin", _("Nghi ngờ sao OCOP hoặc nguồn gốc")
    CONTENT = "content", _("Nhận xét, nội dung trên trang")


class Purpose(models.TextChoices):
    """What somebody asks a price for."""

    WHOLESALE = "wholesale", _("Mua sỉ, bán lại")
    GIFT = "gift", _("Quà tặng cho cơ quan, sự kiện")
    MADE = "made", _("Đặt làm theo mẫu")


class State(models.TextChoices):
    NEW = "new", _("mới")
    IN_PROGRESS = "in_progress", _("đang xử lý")
    ANSWERED = "answered", _("đã trả lời")
    CLOSED = "closed", _("đóng")


WAITING = (State.NEW, State.IN_PROGRESS)


class EnquiryPage(ShopPage):
    """A page with a form; what is sent lands in the inbox."""

    kind = models.CharField(
        _("loại thư"), max_length=10, choices=Kind.choices, default=Kind.CONTACT
    )
    lead = models.TextField(_("đoạn mở đầu"), max_length=400, blank=True)
    body = BlocksField(legal_blocks(), blank=True, verbose_name=_("lời dẫn"))
    thanks = models.TextField(
        _("lời sau khi gửi"),
        max_length=400,
        blank=True,
        help_text=_("Số thư và hạn trả lời tự hiện ở trên."),
    )

    template = "inbox/enquiry_page.html"
    parent_page_types = ["cms.HomePage"]
    subpage_types: list[str] = []
    page_description = _("Trang có mẫu để khách gửi thư cho cửa hàng.")

    content_panels: list[Any] = [
        *ShopPage.content_panels,
        FieldPanel("kind"),
        FieldPanel("lead"),
        FieldPanel("body"),
        FieldPanel("thanks"),
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("lead"),
        index.SearchField("body"),
    ]

    class Meta:
        verbose_name = _("trang gửi thư")
        verbose_name_plural = _("trang gửi thư")

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        from .views import answer

        response = answer(request, self)
        add_never_cache_headers(response)
        return response

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        return self.serve(request)


class EnquiryQuerySet(models.QuerySet["Enquiry"]):
    def waiting(self) -> EnquiryQuerySet:
        """Those nobody has answered yet."""
        return self.filter(state__in=WAITING)

    def overdue(self, at: dt.datetime) -> EnquiryQuerySet:
        """Those that ought to have been answered by ``at``."""
        return self.waiting().filter(reply_by__lt=at)


class Enquiry(models.Model):
    """One letter."""

    number = models.CharField(
        _("số thư"), max_length=_LENGTH, unique=True, default=new_number
    )
    kind = models.CharField(_("loại thư"), max_length=10, choices=Kind.choices)
    topic = models.CharField(
        _("về việc"), max_length=10, blank=True, choices=Topic.choices + Purpose.choices
    )
    name = models.CharField(_("họ và tên"), max_length=120)
    phone = models.CharField(_("điện thoại"), max_length=16, blank=True)
    email = models.EmailField(_("thư điện tử"), blank=True)
    organisation = models.CharField(_("đơn vị"), max_length=160, blank=True)
    order_number = models.CharField(_("mã đơn"), max_length=20, blank=True)
    product = models.CharField(_("sản phẩm"), max_length=200, blank=True)
    quantity = models.CharField(_("số lượng"), max_length=60, blank=True)
    needed_on = models.DateField(_("cần vào ngày"), null=True, blank=True)
    message = models.TextField(_("lời nhắn"), max_length=4000)
    policy_version = models.CharField(_("đồng ý theo bản"), max_length=60, blank=True)
    state = models.CharField(
        _("tình trạng"), max_length=12, choices=State.choices, default=State.NEW
    )
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người xử lý"),
    )
    created_at = models.DateTimeField(_("gửi lúc"))
    reply_by = models.DateTimeField(_("hạn trả lời"))
    answered_at = models.DateTimeField(_("trả lời lúc"), null=True, blank=True)
    folded = models.TextField(editable=False, default="")  # what the desk searches
    sending = models.CharField(max_length=64, unique=True, editable=False)

    objects = EnquiryQuerySet.as_manager()

    class Meta:
        verbose_name = _("thư")
        verbose_name_plural = _("thư")
        indexes = [models.Index("state", "reply_by", name="enquiry_waiting")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(phone="") | ~Q(email=""), name="enquiry_can_be_answered"
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None) | Q(answered_at__gte=F("created_at")),
                name="enquiry_answered_after_sent",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}, {self.name}"

    @property
    def is_waiting(self) -> bool:
        return self.state in WAITING

    def is_overdue(self, at: dt.datetime) -> bool:
        """Tell whether it ought to have been answered by ``at``."""
        return self.is_waiting and self.reply_by < at


class EnquiryEntry(models.Model):
    """What was done about a letter, by whom; or a note of the staff among themselves."""

    enquiry = models.ForeignKey(Enquiry, models.CASCADE, related_name="entries")
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(_("lúc"))
    old_state = models.CharField(max_length=12, blank=True, choices=State.choices)
    new_state = models.CharField(max_length=12, blank=True, choices=State.choices)
    assigned_to = models.CharField(max_length=160, blank=True)  # a name, as of then
    note = models.TextField(_("ghi chú"), max_length=2000, blank=True)

    class Meta:
        verbose_name = _("việc đã làm")
        verbose_name_plural = _("việc đã làm")

    def __str__(self) -> str:
        return f"{self.enquiry_id} {self.created_at:%Y-%m-%d %H:%M}"
