"""Where articles came from that were not written here."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .articles import ArticlePage


class ImportedArticle(models.Model):
    """The source of an article of the district's portal. Beside the article, so that
    a copy of the page is not taken for the import."""

    article = models.OneToOneField(
        ArticlePage, models.CASCADE, primary_key=True, related_name="+"
    )
    source_key = models.CharField(_("mã nguồn"), max_length=64, unique=True)
    published_at = models.DateTimeField(_("đăng lúc"))
    imported_at = models.DateTimeField(_("nhập lúc"), auto_now_add=True)

    class Meta:
        verbose_name = _("bài nhập từ cổng cũ")
        verbose_name_plural = _("bài nhập từ cổng cũ")

    def __str__(self) -> str:
        return self.source_key
