"""What staff tell the search, what it knows of its texts, and what was looked for."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Synonym(models.Model):
    """Words that mean the same to a shopper; each finds all the others."""

    words = models.CharField(
        _("các từ cùng nghĩa"),
        max_length=300,
        help_text=_("Cách nhau bằng dấu phẩy. Ví dụ: vest, com lê, veston."),
    )
    note = models.CharField(_("ghi chú"), max_length=160, blank=True)
    is_active = models.BooleanField(_("đang dùng"), default=True)

    class Meta:
        verbose_name = _("nhóm từ cùng nghĩa")
        verbose_name_plural = _("từ cùng nghĩa")

    def __str__(self) -> str:
        return self.words


class HotWord(models.Model):
    """What the empty search box proposes."""

    text = models.CharField(_("từ khóa"), max_length=60, unique=True)
    position = models.PositiveSmallIntegerField(_("thứ tự"), default=0)
    is_active = models.BooleanField(_("đang hiện"), default=True)

    class Meta:
        verbose_name = _("từ khóa nổi bật")
        verbose_name_plural = _("từ khóa nổi bật")

    def __str__(self) -> str:
        return self.text


class SearchedTerm(models.Model):
    """How often a term was looked for on one day, and what came of it.

    Nothing of who looked: no address, no session, no account, no hour."""

    day = models.DateField(_("ngày"))
    term = models.CharField(_("từ đã tìm"), max_length=60)
    times = models.PositiveIntegerField(_("số lần tìm"), default=0)
    results = models.PositiveIntegerField(_("số kết quả lần cuối"), default=0)
    clicks = models.PositiveIntegerField(_("số lần mở kết quả"), default=0)
    position_total = models.PositiveIntegerField(default=0)  # of all clicks

    class Meta:
        verbose_name = _("từ đã tìm")
        verbose_name_plural = _("từ đã tìm")
        constraints = [
            models.UniqueConstraint(fields=["day", "term"], name="searched_term_once")
        ]

    def __str__(self) -> str:
        return f"{self.term} ({self.day})"


class EngineFailureDay(models.Model):
    """How often an engine's server failed on one day and the database answered."""

    day = models.DateField(_("ngày"))
    engine = models.CharField(_("bộ máy tìm"), max_length=20)
    reason = models.CharField(_("lý do"), max_length=60)
    times = models.PositiveIntegerField(_("số lần"), default=0)

    class Meta:
        verbose_name = _("lần bộ máy tìm hỏng")
        verbose_name_plural = _("các lần bộ máy tìm hỏng")
        constraints = [
            models.UniqueConstraint(
                fields=["day", "engine", "reason"], name="engine_failure_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.engine}: {self.reason} ({self.day})"


class IndexedText(models.Model):
    """Which text of a product the database's index holds, by its digest."""

    product_id = models.BigIntegerField(primary_key=True)
    digest = models.CharField(max_length=32)

    class Meta:
        verbose_name = _("văn bản đã lập chỉ mục")
        verbose_name_plural = _("văn bản đã lập chỉ mục")

    def __str__(self) -> str:
        return str(self.product_id)


class KnownWord(models.Model):
    """A folded word that some product bears; what a slip is corrected to."""

    text = models.CharField(max_length=40, primary_key=True)

    class Meta:
        verbose_name = _("chữ đã biết")
        verbose_name_plural = _("chữ đã biết")

    def __str__(self) -> str:
        return self.text


class FoundPage(models.Model):
    """What the search finds beside products: producers, showrooms, pages."""

    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=60)
    title = models.CharField(max_length=255)
    url = models.CharField(max_length=300)
    note = models.CharField(max_length=255, blank=True)
    names = models.TextField()  # folded: the title and other names
    text = models.TextField(blank=True)  # folded: all that is on it

    class Meta:
        verbose_name = _("trang tìm được")
        verbose_name_plural = _("trang tìm được")
        constraints = [
            models.UniqueConstraint(fields=["kind", "key"], name="found_page_once")
        ]

    def __str__(self) -> str:
        return self.title
