"""Pages and settings that editors own."""

from .articles import ArticleIndexPage as ArticleIndexPage
from .articles import ArticlePage as ArticlePage
from .articles import ArticleViews as ArticleViews
from .home import HomePage as HomePage
from .library import DocumentLibraryPage as DocumentLibraryPage
from .library import LibraryDocument as LibraryDocument
from .menus import MenuSettings as MenuSettings
from .plain import LegalText as LegalText
from .plain import PlainPage as PlainPage
from .sections import SectionPage as SectionPage
from .site import SiteSettings as SiteSettings
from .stories import AreaPage as AreaPage
from .stories import GuidePage as GuidePage
from .stories import LandingPage as LandingPage
from .stories import ProducerStoryPage as ProducerStoryPage
from .stories import VillagePage as VillagePage
