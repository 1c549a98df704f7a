"""The Django project's settings; what differs between places comes from ``env``."""

import sys
from datetime import timedelta
from pathlib import Path

from csp.constants import NONCE, NONE, SELF
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from simmitt.web.env import Env, database_from, mail_from

ENV = Env.read()
HERE = Path(__file__).resolve().parent

SECRET_KEY = ENV.secret_key
DEBUG = False
DEMO = ENV.mode == "demo"
ALLOWED_HOSTS = list(ENV.hosts)
ROOT_URLCONF = "simmitt.web.urls"
WSGI_APPLICATION = "simmitt.web.wsgi.application"
AUTH_USER_MODEL = "accounts.Person"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    # Ours stand before allauth, whose pages and letters they put in our words.
    "simmitt.web.look",
    "simmitt.web.mail",
    "simmitt.web.accounts",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "auditlog",
    "csp",
    "django_cotton",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "simmitt.web.drafts",
    "simmitt.web.programmes",
    "simmitt.web.companies",
    "simmitt.web.people",
    "simmitt.web.outreach",
    "simmitt.web.cases",
    "simmitt.web.analyses",
    "simmitt.web.journey",
    "simmitt.web.trying",
    "simmitt.web.plans",
    "simmitt.web.public",
    "simmitt.web.search",
    "simmitt.web.demo",
]
MIDDLEWARE = [
    "simmitt.web.accounts.addresses.ClientAddress",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "simmitt.web.faults.FaultReference",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "simmitt.web.accounts.sessions.SessionRules",
    "simmitt.web.accounts.tokens.TokenAccess",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "simmitt.web.faults.NotTooMuch",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "auditlog.middleware.AuditlogMiddleware",
    "simmitt.web.people.standing.StandingMiddleware",
    "axes.middleware.AxesMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "simmitt.web.context.everywhere",
            ],
        },
    }
]

# --- data ---
DATABASES = {"default": database_from(ENV.database_url)}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
# What companies have handed in and what has been computed for them; never under the static files.
FILES_DIR = ENV.data_dir / "files"
# What answers within a second while somebody moves a slider; see docs/decisions/0026.
WARM_COMMAND = [sys.executable, "-m", "simmitt.jobs.warm"]
# So much of the disk is left to everything else: the database must always be able to grow.
LEAST_FREE_BYTES = 2 * 1024**3
# What computes, in a process of its own; docs/reference/jobs.md says what it gets and leaves.
JOB_COMMAND = [sys.executable, "-m", "simmitt.jobs"]
# Beyond the job's own limits, which are named there: none.
JOB_LIMITS: dict[str, int] = {}
# It ends itself after an hour; a job that does not is ended.
JOB_LONGEST_S = 2 * 3600
# Without a sign of life for so long, the worker of a run is dead, and another takes the run up.
RUN_LEASE_S = 20.0
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        # What is counted against somebody must not be pushed out by that person's own next tries.
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if ENV.mode == "real"
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
STATIC_URL = "/static/"
# Elsewhere the files are served from where they lie.
STATIC_ROOT = ENV.data_dir / "static" if ENV.mode == "real" else None
WHITENOISE_USE_FINDERS = ENV.mode != "real"
# Larger files have a page of their own that reads them piece by piece.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# --- language ---
LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", _("Swedish")), ("en", _("English"))]
LOCALE_PATHS = [HERE.parent / "texts"]
USE_I18N = True
USE_THOUSAND_SEPARATOR = True
USE_TZ = True
TIME_ZONE = "Europe/Stockholm"
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SECURE = ENV.https

# --- sign-in ---
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = reverse_lazy("account_login")
LOGIN_REDIRECT_URL = reverse_lazy("home")
ACCOUNT_ADAPTER = "simmitt.web.accounts.adapter.Adapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
# An invitation or a confirmed registration has already shown that the address is the person's.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if ENV.https else "http"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_EMAIL_NOTIFICATIONS = True
# A room full of people at a workshop comes from one address.
ACCOUNT_RATE_LIMITS = {
    "login": "120/m/ip",
    # Each writes a letter to an address that anybody may type.
    "reset_password": "60/h/ip,5/h/key",
}
ACCOUNT_FORMS = {
    "login": "simmitt.web.accounts.forms.LoginForm",
    "reauthenticate": "simmitt.web.accounts.forms.ReauthenticateForm",
    "change_password": "simmitt.web.accounts.forms.ChangePasswordForm",
    "set_password": "simmitt.web.accounts.forms.SetPasswordForm",
    "reset_password": "simmitt.web.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "simmitt.web.accounts.forms.ResetPasswordKeyForm",
}
# The link in a letter about a forgotten password.
PASSWORD_RESET_TIMEOUT = 4 * 3600
MFA_ADAPTER = "simmitt.web.accounts.adapter.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "simmitt.web.accounts.forms.AuthenticateForm",
    "reauthenticate": "simmitt.web.accounts.forms.ReauthenticateByCodeForm",
    "activate_totp": "simmitt.web.accounts.forms.ActivateTOTPForm",
    "add_webauthn": "simmitt.web.accounts.forms.AddWebAuthnForm",
    "edit_webauthn": "simmitt.web.accounts.forms.EditWebAuthnForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "simmitt"
MFA_TOTP_TOLERANCE = 1
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not ENV.https
# The account and the place it is tried from: nobody outside can lock somebody else out for good.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_FORM_FIELD = "login"
AXES_USERNAME_CALLABLE = "simmitt.web.accounts.lockout.account_of"
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
# A try during the wait does not lengthen it: the page says when it is over.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_LOCKOUT_CALLABLE = "simmitt.web.accounts.lockout.locked_out"
AXES_VERBOSE = False
AXES_ENABLE_ADMIN = False
AXES_CLIENT_IP_CALLABLE = "simmitt.web.accounts.addresses.network_of"
# The servers of ours that stand in front: only what they wrote about the sender is believed.
TRUSTED_PROXIES = ENV.proxies
SILENCED_SYSTEM_CHECKS: list[str] = []

# --- sessions and cookies: needed ones only ---
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 8 * 3600
SESSION_ABSOLUTE_AGE = timedelta(days=7)
SESSION_COOKIE_NAME = "__Host-session" if ENV.https else "session"
SESSION_COOKIE_SECURE = ENV.https
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "__Host-csrf" if ENV.https else "csrf"
CSRF_COOKIE_SECURE = ENV.https
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# --- headers ---
SECURE_SSL_REDIRECT = ENV.https
# Whoever watches over the platform asks from beside it, without TLS.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENV.https else None
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if ENV.https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = ENV.https
SECURE_HSTS_PRELOAD = ENV.https
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}

# --- e-mail ---
EMAIL_BACKEND = "simmitt.web.mail.backend.QueueBackend"
DEFAULT_FROM_EMAIL = ENV.mail_from
SERVER_EMAIL = ENV.mail_from
MAIL_CARRIER = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_TIMEOUT = 30
globals().update(mail_from(ENV.mail_url) if ENV.mail_url else {})

# --- what is written down ---
AUDITLOG_USE_BASE_MANAGER = True
AUDITLOG_STORE_JSON_CHANGES = True
AUDITLOG_DISABLE_ON_RAW_SAVE = True
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "filters": {"masked": {"()": "simmitt.web.mail.masking.WithoutSecrets"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["masked"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "simmitt": {"level": "INFO"},
        # Whoever knocks with another site's name is answered, and fills no log.
        "django.security.DisallowedHost": {"level": "CRITICAL"},
        # Its own line for each refused sign-in repeats what its table holds.
        "axes": {"level": "ERROR"},
    },
}
