"""Settings of a public server. A missing value stops the start, not a sale."""

from .base import *

DEBUG = False
SECRET_KEY = env.str("SECRET_KEY")
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS")
SHOP_URL = env.str("SHOP_URL").rstrip("/")
WAGTAILADMIN_BASE_URL = SHOP_URL
CSRF_TRUSTED_ORIGINS = [SHOP_URL]

SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", True)
# How many proxies stand in front: limits count visitors' addresses, not the proxy's.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", 1)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", 31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
OSCAR_BASKET_COOKIE_SECURE = True
OSCAR_URL_SCHEMA = "https"

STAFF_SECOND_FACTOR_REQUIRED = env.bool("STAFF_SECOND_FACTOR_REQUIRED", True)
TEXT_MESSAGE_SENDER = env.str("TEXT_MESSAGE_SENDER", "")
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https"

# Limits on log-ins are counted in the cache, which all processes must share.
CACHES = {"default": env.dj_cache_url("CACHE_URL")}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
