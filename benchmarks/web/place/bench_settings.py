"""The platform's own settings, with one more page: the bare one."""

from simmitt.web.settings import *  # noqa: F403 (all of them, as they are)

ROOT_URLCONF = "bench_urls"
