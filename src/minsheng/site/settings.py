"""Settings of the site. One file; what differs between sites comes from the environment.

A value that a real site must choose has no default there: start-up stops and says what to set.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

PACKAGE = Path(__file__).resolve().parent.parent
ROOT = PACKAGE.parent.parent


def _required(name: str, what: str) -> str:
    value = os.environ.get(name, "")
    if not value:
        raise ImproperlyConfigured(f"{name} is not set: {what}. Set it in the environment of the service.")
    return value


# "demo" (default, on this machine only), "test" (chosen by the test runner itself) or "production".
MODE = os.environ.get("MINSHENG_MODE") or ("test" if "pytest" in sys.modules else "demo")
if MODE not in ("demo", "test", "production"):
    raise ImproperlyConfigured(f"MINSHENG_MODE is {MODE!r}. It must be demo, test or production.")
IS_PRODUCTION = MODE == "production"

# Where the database, keys, snapshots and uploads lie.
DATA = Path(os.environ.get("MINSHENG_DATA", ROOT / "var" / ("test" if MODE == "test" else "site"))).resolve()
# The folder of city packs, and the city this site serves.
MINSHENG_CITIES = Path(os.environ.get("MINSHENG_CITIES", ROOT / "cities")).resolve()
MINSHENG_CITY = os.environ.get("MINSHENG_CITY", "jinzhong")
MINSHENG_CITY_NAME = os.environ.get("MINSHENG_CITY_NAME", "晋中")
# The key file; see kernel/privacy/keys.py.
MINSHENG_KEYS = os.environ.get("MINSHENG_KEYS", str(DATA / "keys.toml"))

SECRET_KEY = (
    _required("MINSHENG_SECRET_KEY", "the secret that signs sessions")
    if IS_PRODUCTION
    else os.environ.get("MINSHENG_SECRET_KEY", "demo-and-test-only-" + "x" * 50)
)
DEBUG = False
ALLOWED_HOSTS = (
    _required("MINSHENG_HOSTS", "the host names of the site, separated by commas").split(",")
    if IS_PRODUCTION
    else ["localhost", "127.0.0.1", "[::1]", "testserver"]
)
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if IS_PRODUCTION else []

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "ninja",
    "minsheng.kernel.audit",
    "minsheng.kernel.divisions",
    "minsheng.kernel.staff",
    "minsheng.kernel.people",
    "minsheng.kernel.places",
    "minsheng.kernel.cases",
    "minsheng.kernel.payments",
    "minsheng.kernel.entitlements",
    "minsheng.kernel.intake",
    "minsheng.kernel.pledges",
    "minsheng.faces.design",
    "minsheng.faces.portal",
    "minsheng.faces.desk",
    "minsheng.faces.board",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "minsheng.site.headers.security_headers",
    "minsheng.site.headers.refuse_null_characters",
]

ROOT_URLCONF = "minsheng.site.urls"
ASGI_APPLICATION = "minsheng.site.asgi.application"
WSGI_APPLICATION = "minsheng.site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "minsheng.faces.design.context.page",
            ],
            "string_if_invalid": "⚠%s⚠" if MODE == "test" else "",
        },
    }
]

# SQLite serves up to a county; BEGIN IMMEDIATE, because deferred transactions lose writes under contention.
DATABASES = {"default": dj_database_url.config(default=f"sqlite:///{DATA / 'minsheng.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "/login/"
LOGIN_REDIRECT_URL = "/desk/"
LOGOUT_REDIRECT_URL = "/"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
# Tests serve files straight from their folders; everywhere else they are collected first.
WHITENOISE_USE_FINDERS = MODE == "test"
STATICFILES_DIRS = [folder for folder in [ROOT / "web" / "dist"] if folder.is_dir()]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if MODE == "test"
        else "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
    },
}
MEDIA_ROOT = DATA / "uploads"
# A bureau's workbook; larger files come through the command line.
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024

SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_PRODUCTION
if IS_PRODUCTION:
    # Browsers take a cookie of this name only over HTTPS and for this very host.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
SESSION_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = IS_PRODUCTION
SECURE_HSTS_SECONDS = 31536000 if IS_PRODUCTION else 0
X_FRAME_OPTIONS = "DENY"
