"""Settings that hold everywhere; read top to bottom. Only this package reads the
environment: elsewhere a value comes through ``django.conf``."""

from pathlib import Path

import django_stubs_ext
from csp.constants import NONE, SELF, UNSAFE_INLINE
from django.utils.translation import gettext_lazy as _
from environs import Env
from oscar.defaults import *

django_stubs_ext.monkeypatch()  # generic views and querysets are subscripted

BASE_DIR = Path(__file__).resolve().parent.parent.parent
VAR_DIR = BASE_DIR / "var"

env = Env()
env.read_env(BASE_DIR / ".env", recurse=False)

# --- Identity of the shop -------------------------------------------------------
SHOP_URL = env.str("SHOP_URL", "http://127.0.0.1:8000").rstrip("/")
SHOP_IS_DEMO = env.bool("SHOP_IS_DEMO", False)  # shows the demo notice on every page
# "direct": one seller; "intermediary": producers sell through the platform.
SHOP_SELLER_MODE = env.str("SHOP_SELLER_MODE", "intermediary")

# --- Apps -----------------------------------------------------------------------
INSTALLED_APPS = [
    # ours; "fork" = Oscar's label under our package
    "storefront.apps.StorefrontConfig",
    "storefront.accounts.apps.AccountsConfig",
    "storefront.jobs.apps.JobsConfig",
    "cms.apps.CmsConfig",
    "cms.inbox.apps.InboxConfig",
    "cms.fairs.apps.FairsConfig",
    "showrooms.apps.ShowroomsConfig",
    "catalog.ocop.apps.OcopConfig",
    "catalog.places.apps.PlacesConfig",
    "media.apps.MediaConfig",
    "storefront.shop.Shop",
    "storefront.dashboard.DashboardConfig",
    "storefront.shop.DormantAnalytics",
    "storefront.checkout.apps.CheckoutConfig",  # fork
    "storefront.address.apps.AddressConfig",  # fork
    "storefront.shipping.apps.ShippingConfig",  # fork
    "catalog.apps.CatalogueConfig",  # fork
    "catalog.reviews.apps.CatalogueReviewsConfig",  # fork
    "oscar.apps.communication.apps.CommunicationConfig",
    "catalog.partner.apps.PartnerConfig",  # fork
    "storefront.basket.apps.BasketConfig",  # fork
    "storefront.payment.apps.PaymentConfig",  # fork
    "storefront.offer.apps.OfferConfig",  # fork
    "storefront.campaigns.apps.CampaignsConfig",
    "storefront.order.apps.OrderConfig",  # fork
    "storefront.customer.apps.CustomerConfig",  # fork
    "search.apps.SearchConfig",  # fork
    "oscar.apps.voucher.apps.VoucherConfig",
    "oscar.apps.wishlists.apps.WishlistsConfig",
    "oscar.apps.dashboard.offers.apps.OffersDashboardConfig",
    "oscar.apps.dashboard.ranges.apps.RangesDashboardConfig",
    "oscar.apps.dashboard.vouchers.apps.VouchersDashboardConfig",
    "widget_tweaks",
    "treebeard",
    "django_tables2",
    # Wagtail
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.simple_translation",
    "wagtail.locales",
    "wagtail.contrib.table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "storefront.accounts.apps.UsersDeskConfig",  # wagtail.users
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    # the rest
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_tasks",
    "django_tasks_db",
    "django_htmx",
    "csp",
    "phonenumber_field",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.sites",
    "django.contrib.flatpages",  # Oscar's customer.0008 depends on it
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "storefront.languages.LanguageOfAddressMiddleware",
    "storefront.security.PolicyByPathMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "storefront.accounts.middleware.BackOfficeDoorMiddleware",
    "storefront.accounts.middleware.StaffSecondFactorMiddleware",
    "storefront.campaigns.rehearsal.RehearsalMiddleware",  # before the shop is read
    "storefront.basket.middleware.BasketMiddleware",
    "storefront.still_used.StillUsedMiddleware",
    "cms.redirects.LoopSafeRedirectMiddleware",
]

ROOT_URLCONF = "storefront.urls"
WSGI_APPLICATION = "storefront.wsgi.application"
ASGI_APPLICATION = "storefront.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "storefront.context.shop",
            ],
        },
    }
]

# --- Databases and caches -------------------------------------------------------
# SQLite needs no server; DATABASE_URL=postgres://… moves to PostgreSQL, the only
# database with row locks and so the one for production.
DATABASES = {
    "default": env.dj_db_url(
        "DATABASE_URL", f"sqlite:///{VAR_DIR / 'db.sqlite3'}", conn_max_age=60
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # 32 MiB of pages a connection instead of 2: a search reads them repeatedly
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
        "PRAGMA cache_size=-32768;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Answers are kept under version keys that every process must see, so the default is
# on disk; production names a Redis.
CACHES = {"default": env.dj_cache_url("CACHE_URL", f"file://{VAR_DIR / 'cache'}")}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# --- People ---------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"  # the default, /accounts/profile/, is a 404
ACCOUNT_ADAPTER = "storefront.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "storefront.accounts.forms.LoginForm",
    "signup": "storefront.accounts.forms.SignupForm",
    "request_login_code": "storefront.accounts.forms.RequestLoginCodeForm",
    "confirm_login_code": "storefront.accounts.forms.ConfirmLoginCodeForm",
    "change_password": "storefront.accounts.forms.ChangePasswordForm",
    "set_password": "storefront.accounts.forms.SetPasswordForm",
    "reset_password": "storefront.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "storefront.accounts.forms.ResetPasswordKeyForm",
    "reauthenticate": "storefront.accounts.forms.ReauthenticateForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"phone", "email"}
ACCOUNT_SIGNUP_FIELDS = ["phone", "email", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PHONE_VERIFICATION_ENABLED = False
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 10 * 60
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# A carrier puts hundreds of people behind one address: what stops guessing counts
# per login, what counts per address only stops floods.
ACCOUNT_RATE_LIMITS = {
    "login": "300/m/ip",
    "login_failed": "100/m/ip,5/5m/key",
    "signup": "60/m/ip",
    "request_login_code": "60/m/ip,3/10m/key",
    "reset_password": "60/m/ip,3/10m/key",
    "reset_password_from_key": "60/m/ip",
    "track_order": "60/10m/ip,5/10m/key",
    "enquiry": "60/h/ip,5/h/key",
}
MFA_ADAPTER = "storefront.accounts.adapter.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "storefront.accounts.forms.SecondFactorForm",
    "reauthenticate": "storefront.accounts.forms.SecondFactorAgainForm",
    "activate_totp": "storefront.accounts.forms.ActivateSecondFactorForm",
}
MFA_ALLOW_UNVERIFIED_EMAIL = True  # staff accounts are made by an administrator
MFA_TOTP_TOLERANCE = 1  # steps of 30 s that a phone's clock may be off
STAFF_SECOND_FACTOR_REQUIRED = False
# Dotted path of what sends a text message (phone, text); empty: codes go by e-mail.
TEXT_MESSAGE_SENDER = "storefront.accounts.messages.write_to_log"
SILENCED_SYSTEM_CHECKS = [
    "account.W001",  # phone or e-mail may be missing; a constraint holds that not both
    "security.W019",  # X-Frame-Options DENY would blank Wagtail's preview
]

# --- Language, time, formats ----------------------------------------------------
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Tiếng Việt")), ("en", _("Tiếng Anh"))]
LOCALE_PATHS = [BASE_DIR / "storefront" / "locale"]
WAGTAIL_I18N_ENABLED = True
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAIL_DATE_FORMAT = "%d/%m/%Y"  # what ``storefront.formats`` reads, in each language
WAGTAIL_DATETIME_FORMAT = "%d/%m/%Y %H:%M"
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = ["storefront.formats"]
PHONENUMBER_DEFAULT_REGION = "VN"
PHONENUMBER_DB_FORMAT = "E164"

# --- Files ----------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_FINDERS = [
    "storefront.bundles.BundleFinder",
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
MEDIA_URL = "/uploads/"
MEDIA_ROOT = VAR_DIR / "uploads"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# --- Mail -----------------------------------------------------------------------
globals().update(env.dj_email_url("EMAIL_URL", "console://"))
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("FROM_EMAIL", "san-vat@localhost")
OSCAR_FROM_EMAIL = DEFAULT_FROM_EMAIL

# --- Oscar ----------------------------------------------------------------------
SITE_ID = 1
OSCAR_SHOP_NAME = MFA_TOTP_ISSUER = "Sản vật Phú Xuyên"
OSCAR_HOMEPAGE = "/"
OSCAR_DEFAULT_CURRENCY = "VND"
OSCAR_SLUG_MAP = {"đ": "d", "Đ": "D"}  # before the first product is saved
OSCAR_REQUIRED_ADDRESS_FIELDS = ("first_name", "line1", "country", "phone_number")
OSCAR_ALLOW_ANON_CHECKOUT = True
OSCAR_ALLOW_ANON_REVIEWS = False
OSCAR_MODERATE_REVIEWS = True
OSCAR_EAGER_ALERTS = False
OSCAR_OFFERS_INCL_TAX = True
OSCAR_OFFER_ROUNDING_FUNCTION = "catalog.money.whole_dong"
OSCAR_BASKET_COOKIE_LIFETIME = 60 * 24 * 60 * 60
OSCAR_MAX_BASKET_QUANTITY_THRESHOLD = 999
OSCAR_THUMBNAILER = "media.thumbnails.StoreThumbnailer"
OSCAR_DELETE_IMAGE_FILES = False  # pictures belong to the image library
OSCAR_INITIAL_ORDER_STATUS = "placed"
OSCAR_DASHBOARD_NAVIGATION = [
    {
        "label": _("Khuyến mại"),
        "icon": "fas fa-bullhorn",
        "children": [
            {"label": _("Ưu đãi"), "url_name": "dashboard:offer-list"},
            {"label": _("Mã giảm giá"), "url_name": "dashboard:voucher-list"},
            {"label": _("Bộ mã giảm giá"), "url_name": "dashboard:voucher-set-list"},
            {"label": _("Nhóm hàng áp dụng"), "url_name": "dashboard:range-list"},
        ],
    }
]
# Only so that Oscar's imports succeed; "haystack" is not an app of ours.
HAYSTACK_CONNECTIONS = {
    "default": {"ENGINE": "haystack.backends.simple_backend.SimpleEngine"}
}
HAYSTACK_SIGNAL_PROCESSOR = "haystack.signals.BaseSignalProcessor"

# --- Search ---------------------------------------------------------------------
SEARCH_ENGINE = env.str("SEARCH_ENGINE", "database")  # or "elasticsearch"
ELASTICSEARCH_URL = env.str("ELASTICSEARCH_URL", "http://127.0.0.1:9200")
# All its indexes' names begin so; two shops on one server need two.
ELASTICSEARCH_INDEX = env.str("ELASTICSEARCH_INDEX", "ocop-products")
# A page waits so long for it, then asks the database.
ELASTICSEARCH_SECONDS = env.float("ELASTICSEARCH_SECONDS", 0.3)
# An engine's server that fails this often in a row is left alone for so long.
SEARCH_FAILURES_BEFORE_PAUSE = 3
SEARCH_PAUSE_SECONDS = 30
SEARCH_LOG_SECONDS = 20  # between two writings of what was looked for

# --- Payment gateways, by dotted path -------------------------------------------
PAYMENT_GATEWAYS = [
    "storefront.payment.gateways.cod.gateway.CashOnDelivery",
    "storefront.payment.gateways.cod.gateway.PayAtShowroom",
]

# --- Wagtail --------------------------------------------------------------------
WAGTAIL_SITE_NAME = OSCAR_SHOP_NAME
WAGTAILADMIN_BASE_URL = SHOP_URL
WAGTAILADMIN_LOGIN_URL = "account_login"
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAILIMAGES_IMAGE_MODEL = "media.StoreImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "media.forms.StoreImageForm"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp", "avif", "heic"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 80_000_000
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "xlsx", "csv"]
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "modelsearch.backends.database"}}
WAGTAIL_ENABLE_UPDATE_CHECK = False  # nothing calls home
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_FRONTEND_LOGIN_URL = LOGIN_URL
WAGTAILREDIRECTS_AUTO_CREATE = True  # a page that moves stays found
WAGTAIL_AUTOSAVE_INTERVAL = 10_000  # ms; half a second floods the history

# --- Security -------------------------------------------------------------------
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "SAMEORIGIN"  # DENY would blank Wagtail's preview
SECURE_REFERRER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [SELF],
    }
}
# Wagtail's admin and Oscar's dashboard need inline code; see storefront.security.
CONTENT_SECURITY_POLICY_BACK_OFFICE = {
    "default-src": [SELF],
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "font-src": [SELF, "data:"],
    "connect-src": [SELF],
    "frame-src": [SELF],
    "form-action": [SELF],
    "base-uri": [SELF],
    "frame-ancestors": [SELF],
}
BACK_OFFICE_PREFIXES = ("/quan-tri/", "/khuyen-mai/quan-ly/")
PERMISSIONS_POLICY: dict[str, list[str]] = {
    "camera": [],
    "geolocation": [],
    "microphone": [],
    "payment": [],
    "usb": [],
}
