"""Links that editors type: a path of this site, or a secure address elsewhere."""

from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

LINK_HELP = _("Đường dẫn trong trang, ví dụ /san-pham/, hoặc địa chỉ https://…")
validate_link = RegexValidator(
    r"^(#[a-z0-9-]+|/(?!/)[^\s\\]*|https://[^\s\\]+)\Z",
    _("Đường dẫn bắt đầu bằng /, # hoặc https:// và không có dấu cách."),
)
