"""``minsheng doctor`` opens what is sealed in the database, so that the key file of another site is found out."""

from __future__ import annotations

import pytest
from django.utils import timezone
from tests.make.today import stop_the_clock
from tests.make.town import make_town
from typer.testing import CliRunner

from minsheng.faces.cli.main import app
from minsheng.kernel.people.models import Person
from minsheng.kernel.privacy import keys, sealing


@pytest.fixture
def town(db, monkeypatch: pytest.MonkeyPatch) -> None:
    stop_the_clock(monkeypatch)
    make_town(on=timezone.localdate(), families=1)


def line_about_keys() -> tuple[int, str]:
    result = CliRunner().invoke(app, ["doctor", "--json"])
    import json

    return result.exit_code, json.loads(result.output)["keys_of_the_database"]


def test_the_right_key_file_opens_what_is_there(town) -> None:
    assert line_about_keys()[1] == "✓ 3 sealed row(s) opened"


def test_an_empty_database_has_nothing_to_open(db) -> None:
    assert line_about_keys()[1] == "✓ nothing is sealed yet"


def test_the_key_file_of_another_site_is_a_finding(town, tmp_path, monkeypatch) -> None:
    other = tmp_path / "keys.toml"
    other.write_text(f'index = "{"11" * 32}"\n\n[data]\n1 = "{"22" * 32}"\n', encoding="ascii")
    ring = keys.read_keys(other) if hasattr(keys, "read_keys") else None
    assert ring is not None
    monkeypatch.setattr(sealing, "key_ring", lambda: ring)

    code, said = line_about_keys()

    assert code == 1
    assert said.startswith("✗")
    assert "does not open" in said


def test_an_index_key_of_another_site_is_a_finding_too(town) -> None:
    Person.objects.filter(identity_number__isnull=False).update(identity_index=None)

    code, said = line_about_keys()

    assert code == 1
    assert "index key" in said
