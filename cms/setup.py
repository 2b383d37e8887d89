"""The pages a shop starts with: home, news, forms, and what the law asks to publish.

May run at any time: it adds what is missing and leaves what editors wrote alone."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale, Page, Site

from cms.inbox.models import EnquiryPage, Kind
from cms.models import (
    ArticleIndexPage,
    FairIndexPage,
    HomePage,
    PlainPage,
    SectionPage,
    SiteSettings,
)
from cms.page_blocks import Keys, with_keys
from cms.page_texts import LEGAL, PageText, read_folder

PAGES = Path(__file__).parent / "data" / "pages"
NEWS_SLUG = "chuyen-nghe"
PROMISES = (
    ("shield", "Được kiểm hàng", "Mở gói xem trước khi trả tiền"),
    ("return", "Đổi trả 7 ngày", "Hàng tươi báo trong 24 giờ"),
    ("cash", "Trả tiền khi nhận", "Hoặc trả tại điểm bán"),
    ("certificate", "Sao có số quyết định", "Tra cứu được ngay"),
)
# The pages people write on: kind, slug, title, lead.
FORMS = (
    (
        Kind.CONTACT,
        "lien-he",
        "Liên hệ",
        "Hỏi về hàng, điểm bán hay bài viết; cửa hàng trả lời trong 2 ngày làm việc.",
    ),
    (
        Kind.COMPLAINT,
        "gui-khieu-nai",
        "Gửi khiếu nại",
        "Anh chị kể việc đã xảy ra và điều cần giải quyết. Khiếu nại không mất phí.",
    ),
    (
        Kind.QUOTE,
        "bao-gia",
        "Hỏi báo giá sỉ, quà tặng",
        "Mua nhiều, làm quà cho cơ quan hay đặt theo mẫu: cho biết món và số lượng.",
    ),
)
# Where the pages of one kind stand: slug, title, lead.
VILLAGES, STORIES, GUIDES, FAIRS = SECTIONS = (
    (
        "cac-lang",
        "Chuyện các làng",
        "Mỗi làng một nghề: cách làm, mùa đi xem và món nên mua.",
    ),
    (
        "chuyen-co-so",
        "Chuyện của cơ sở",
        "Người làm kể việc của mình, từ nguyên liệu đến gói hàng.",
    ),
    (
        "huong-dan",
        "Hướng dẫn",
        "Chọn hàng, đọc nhãn, giữ đồ thủ công và mua trên trang này.",
    ),
    ("hoi-cho", "Hội chợ", "Các làng sắp đi đâu, đang bày gì, và mang gì về."),
)


@transaction.atomic
def ensure_site(
    *,
    hostname: str = "localhost",
    port: int = 80,
    effective_from: dt.date | None = None,
    is_demo: bool = False,
) -> HomePage:
    """Create or repair the default site, its home page, news and legal pages.

    ``effective_from`` dates the legal pages that are made now."""
    _ensure_languages()
    home = _ensure_home()
    site = _ensure_default_site(home, hostname, port)
    _drop_welcome_page()
    if not ArticleIndexPage.objects.child_of(home).exists():
        home.add_child(
            instance=ArticleIndexPage(
                title=_("Chuyện nghề"),
                slug=NEWS_SLUG,
                lead=_("Người làm, mùa vụ và hội chợ ở các làng nghề Phú Xuyên."),
            )
        )
    for text in legal_texts():
        _ensure_page(home, text, effective_from)
    for kind, slug, title, lead in FORMS:
        if not _is_known(home, slug):
            home.add_child(
                instance=EnquiryPage(title=title, slug=slug, lead=lead, kind=kind)
            )
    SiteSettings.objects.get_or_create(
        site=site, defaults={"phone": "+84900000000"} if is_demo else {}
    )
    return home


@transaction.atomic
def ensure_sections(home: HomePage) -> None:
    """Make the sections that stories of villages and producers, guides and fairs
    stand in."""
    for section in SECTIONS:
        if not _is_known(home, section[0]):
            add_section(home, section)


def add_section(home: HomePage, section: tuple[str, str, str]) -> Page:
    """Put one of ``SECTIONS`` below ``home``."""
    slug, title, lead = section
    model = FairIndexPage if section is FAIRS else SectionPage
    added: Page = home.add_child(instance=model(slug=slug, title=title, lead=lead))
    return added


def legal_texts() -> list[PageText]:
    """Every page of ``cms/data/pages``, in the order of their names."""
    return read_folder(PAGES, LEGAL)


def _ensure_languages() -> None:
    for code, _name in settings.LANGUAGES:
        Locale.objects.get_or_create(language_code=code)


def _ensure_home() -> HomePage:
    home = HomePage.objects.filter(locale=Locale.get_default()).first()
    if home is None:
        home = HomePage(
            title=_("Trang chủ"),
            slug="trang-chu",
            promises=[
                {
                    "type": "promise",
                    "value": {"icon": icon, "title": title, "text": text},
                }
                for icon, title, text in PROMISES
            ],
        )
        Page.get_first_root_node().add_child(instance=home)
    if not home.live:
        home.save_revision().publish()
    return home


def _ensure_default_site(home: HomePage, hostname: str, port: int) -> Site:
    site = Site.objects.filter(is_default_site=True).first() or Site(
        is_default_site=True
    )
    site.hostname, site.port, site.root_page = hostname, port, home
    site.site_name = site.site_name or SiteSettings._meta.get_field("name").default
    site.save()
    return site


def _drop_welcome_page() -> None:
    """Remove the page Wagtail's own migration puts at the root."""
    for page in Page.get_first_root_node().get_children().type(Page):
        if page.specific_class is Page and page.slug == "home":
            page.delete()


def _is_known(home: HomePage, slug: str) -> bool:
    """Tell whether the page is there, or was until editors gave it another address."""
    return bool(
        home.get_children().filter(slug=slug).exists()
        or Redirect.objects.filter(old_path=f"/{slug}").exists()
    )


def _ensure_page(
    home: HomePage, text: PageText, effective_from: dt.date | None
) -> None:
    if _is_known(home, text.slug):
        return
    home.add_child(
        instance=PlainPage(
            title=text.title,
            slug=text.slug,
            lead=text.get("lead"),
            search_description=text.get("description"),
            body=with_keys(text.blocks, Keys()),
            version=text.get("version"),
            awaits_lawyer=text.flag("awaits_lawyer"),
            shows_owner=text.flag("shows_owner"),
            effective_from=effective_from if text.get("version") else None,
        )
    )
