"""Settings at a desk: no server, no secret, mail on the console."""

from .base import *

DEBUG = True
SECRET_KEY = env.str("SECRET_KEY", "only-for-development")
ALLOWED_HOSTS = ["*"]
INTERNAL_IPS = ["127.0.0.1"]
SHOP_IS_DEMO = env.bool("SHOP_IS_DEMO", True)
