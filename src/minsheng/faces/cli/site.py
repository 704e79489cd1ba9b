"""Bringing up the site's settings and database for commands that need them; the others stay without Django."""

from __future__ import annotations

import os


def start_site(*, make_keys_if_absent: bool = False) -> None:
    """Load the settings and apps. In the demo, keys are made on first use; a real site brings its own."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "minsheng.site.settings")
    import django

    django.setup()
    if make_keys_if_absent:
        make_demo_keys()


def make_demo_keys() -> None:
    """Make a key file for a site that is not in production and has none."""
    from pathlib import Path

    from django.conf import settings

    from minsheng.kernel.privacy.keys import make_keys

    path = Path(settings.MINSHENG_KEYS)
    if not settings.IS_PRODUCTION and not path.exists():
        make_keys(path)


def migrate_and_collect() -> None:
    """Bring the tables up to date and gather the static files."""
    from django.conf import settings
    from django.core.management import call_command

    settings.DATA.mkdir(parents=True, exist_ok=True)
    call_command("migrate", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
