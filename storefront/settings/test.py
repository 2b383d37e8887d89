"""Settings of the test suite: quick hashing, immediate tasks, files in a corner."""

from .base import *

DEBUG = False
SECRET_KEY = "only-for-tests"
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
MEDIA_ROOT = VAR_DIR / "test-uploads"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
SHOP_IS_DEMO = True
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, so that threads and the live server share it; see tests/conftest.py.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
SEARCH_LOG_SECONDS = 10**9  # written when a test says so
ELASTICSEARCH_INDEX = "ocop-test"  # a server at a desk keeps its own
ELASTICSEARCH_SECONDS = 20.0  # a test says so when it wants to see the patience end
