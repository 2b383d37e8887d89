"""Pages and settings that editors own."""

from .articles import ArticleIndexPage as ArticleIndexPage
from .articles import ArticlePage as ArticlePage
from .home import HomePage as HomePage
from .plain import PlainPage as PlainPage
from .site import SiteSettings as SiteSettings
