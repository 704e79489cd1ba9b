"""The guide to running a site: it names all settings and no other, and its scripts do what it says."""

import getpass
import re
import sqlite3
import subprocess
import sys
from datetime import UTC, date, datetime

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from tests.make.documents import DOCS, named_block
from tests.make.facts import make_known_household
from tests.make.land import make_land
from tests.make.town import TOWN, make_town

from minsheng.faces.cli.worker import round_of
from minsheng.kernel.audit.models import Entry, Seal
from minsheng.kernel.audit.sealing import broken_seals
from minsheng.kernel.cases.models import Case
from minsheng.kernel.staff.models import Post
from minsheng.site import settings  # noqa: TID251 (its source is compared with the guide)

GUIDE = "guides/run-a-site.md"
SETTING = re.compile(r"\b(?:MINSHENG_[A-Z_]+|DATABASE_URL)\b")
TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 1, tzinfo=UTC)


@pytest.fixture
def on_the_day(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda: TODAY)
    monkeypatch.setattr(timezone, "now", lambda: NOW)


def run(name):
    exec(compile(named_block(GUIDE, name), name, "exec"), {})  # noqa: S102, our own guide


def test_the_guide_explains_every_setting_and_no_other():
    written = (DOCS / GUIDE).read_text(encoding="utf-8")
    read_by_the_site = {*re.findall(r'"(MINSHENG_[A-Z_]+)"', _source(settings)), "DATABASE_URL"}

    assert set(SETTING.findall(written)) == read_by_the_site


def _source(module):
    with open(module.__file__, encoding="utf-8") as file:
        return file.read()


@pytest.mark.django_db
def test_the_script_gives_a_post_and_puts_it_on_the_record(on_the_day, monkeypatch):
    make_town(on=TODAY, families=0)
    monkeypatch.setattr(getpass, "getpass", lambda prompt: "水涧深处有人家-2026")

    run("give_post.py")

    post = Post.objects.held_on(TODAY).get(user=User.objects.get(username="li.min"))
    assert (post.division_id, post.programme) == (TOWN, "social_assistance")
    assert Entry.objects.filter(what="post given").count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_nightly_round_screens_opens_visits_and_seals_and_does_so_once(on_the_day):
    make_land()
    make_known_household({"born_on": date(1950, 5, 1)})

    first = round_of(TODAY, at=timezone.now())
    second = round_of(TODAY, at=timezone.now())

    assert (first["visits_opened"], second["visits_opened"]) == (1, 0)
    assert Case.objects.count() == 1
    assert Seal.objects.count() == 2
    assert broken_seals() == []


def test_the_backup_of_a_database_in_use_is_whole(tmp_path):
    script = tmp_path / "backup.py"
    script.write_text(named_block(GUIDE, "backup.py"), encoding="utf-8")
    used = sqlite3.connect(tmp_path / "used.sqlite3")
    used.execute("PRAGMA journal_mode=WAL")
    used.execute("CREATE TABLE people (name TEXT)")
    used.execute("INSERT INTO people VALUES ('张三')")
    used.commit()

    copy = tmp_path / "copy.sqlite3"
    subprocess.run([sys.executable, script, tmp_path / "used.sqlite3", copy], check=True)

    assert sqlite3.connect(copy).execute("SELECT name FROM people").fetchall() == [("张三",)]
