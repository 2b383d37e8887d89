"""The upload form of the image library, and the field any other upload uses."""

from __future__ import annotations

import unicodedata
from pathlib import PurePath
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from media.ingest import IngestRefused, ingest


class MasterField(WagtailImageField):
    """A file field whose value is a clean master: see ``media.ingest``."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.max_length = None  # the sender's name for the file is not kept
        self.help_text = _("Ảnh JPG, PNG, WebP, AVIF hoặc HEIC, tối đa %(limit)s.") % {
            "limit": filesizeformat(settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE)
        }

    def to_python(self, data: Any) -> UploadedFile[bytes] | None:
        upload = forms.FileField.to_python(self, data)
        if not isinstance(upload, UploadedFile):
            return None
        try:
            master = ingest(upload)
        except IngestRefused as refused:
            raise ValidationError(refused.message, code=refused.code) from refused
        _replace_content(upload, master.content)
        return upload


class StoreImageForm(BaseImageForm):
    """Wagtail's image form: files become masters, pictures have words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            given = self.fields["file"]
            self.fields["file"] = MasterField(
                label=given.label, required=given.required, widget=given.widget
            )
        if "description" in self.fields:
            self.fields["description"].label = _("Mô tả hình")
            self.fields["description"].help_text = _(
                "Một câu tả điều thấy trong hình, cho người dùng trình đọc màn hình."
            )

    def clean_title(self) -> str:
        return unicodedata.normalize("NFC", self.cleaned_data["title"])

    def clean_description(self) -> str:
        return unicodedata.normalize("NFC", self.cleaned_data["description"])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if {"description", "is_decorative"} <= set(self.fields) and not (
            cleaned.get("is_decorative")
            or cleaned.get("description")
            or "description" in self.errors
        ):
            self.add_error(
                "description",
                _("Anh chị mô tả hình, hoặc đánh dấu hình chỉ để trang trí."),
            )
        return cleaned


def _replace_content(upload: UploadedFile[bytes], content: bytes) -> None:
    """Put ``content`` in place of what was sent.

    In place, because Wagtail's uploader of many files keeps the sent file aside when
    the words are still missing, and saves that one later."""
    upload.seek(0)
    upload.truncate()
    upload.write(content)
    upload.seek(0)
    upload.size = len(content)
    upload.content_type = "image/webp"
    upload.name = f"{PurePath(upload.name or '').stem}.webp"
