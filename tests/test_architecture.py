"""The house stands as DESIGN says: what the import contracts in pyproject.toml cannot see.

String foreign keys, templates and lazy imports do not show in the import graph; they are checked here.
"""

import re
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models
from django.urls import Resolver404, resolve

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src/minsheng"

# From the ground up. In the kernel, rooms on one floor may know one another.
LAYERS = ("engines", "kernel", "programmes", "faces", "site")
KERNEL_FLOORS = (
    {"audit", "privacy", "registry"},
    {"divisions"},
    {"staff"},
    {"people"},
    {"cases", "payments", "places"},
    {"entitlements", "intake", "pledges"},
)

PURE_MODULES = sorted(
    [
        *PACKAGE.glob("engines/**/*.py"),
        PACKAGE / "kernel/people/facts.py",
        PACKAGE / "kernel/registry/card.py",
        *PACKAGE.glob("programmes/*/policies.py"),
        *PACKAGE.glob("programmes/*/policies/**/*.py"),
        *PACKAGE.glob("programmes/*/programme.py"),
        *PACKAGE.glob("programmes/*/formulas.py"),
        *PACKAGE.glob("programmes/*/formulas/**/*.py"),
    ]
)
IMPORT_WITHOUT_DJANGO = """
import importlib, sys

class NoDjango:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == "django":
            raise ImportError("this module must work without Django")

sys.meta_path.insert(0, NoDjango())
for name in sys.argv[1:]:
    try:
        importlib.import_module(name)
    except ImportError as error:
        sys.exit(f"{name}: {error}")
"""


def our_models() -> list[type[models.Model]]:
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith("minsheng.")
    ]


def links() -> list[tuple[type[models.Model], str, type[models.Model]]]:
    """Return every link between two of our tables: from, the field's name, to."""
    return [
        (model, field.name, field.related_model)
        for model in our_models()
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and field.related_model
        if field.related_model.__module__.startswith("minsheng.")
    ]


def layer(model: type[models.Model]) -> str:
    return model.__module__.split(".")[1]


def room(model: type[models.Model]) -> str:
    return model.__module__.split(".")[2]


def height(model: type[models.Model]) -> tuple[int, int]:
    floor = next((number for number, rooms in enumerate(KERNEL_FLOORS) if room(model) in rooms), 0)
    return LAYERS.index(layer(model)), floor if layer(model) == "kernel" else 0


def test_the_import_contracts_hold():
    command = [Path(sys.executable).with_name("lint-imports"), "--no-logo", "--no-cache"]

    finished = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert finished.returncode == 0, finished.stdout + finished.stderr


def test_every_kernel_room_has_its_floor():
    rooms = {folder.name for folder in (PACKAGE / "kernel").iterdir() if list(folder.glob("*.py"))}

    assert rooms <= set().union(*KERNEL_FLOORS)


def test_there_are_tables_to_check():
    assert len(links()) > 20


def test_no_table_points_up_a_layer():
    up = [
        f"{origin.__name__}.{field} → {target.__name__}"
        for origin, field, target in links()
        if height(origin) < height(target)
    ]

    assert up == []


def test_no_programmes_table_points_at_another_programmes():
    across = [
        f"{origin.__name__}.{field} → {target.__name__}"
        for origin, field, target in links()
        if layer(origin) == layer(target) == "programmes" and room(origin) != room(target)
    ]

    assert across == []


def test_faces_own_no_tables():
    owned = [model.__name__ for model in our_models() if layer(model) in {"faces", "site"}]
    migrations = sorted(path.relative_to(ROOT) for path in (PACKAGE / "faces").rglob("migrations"))

    assert (owned, migrations) == ([], [])


@pytest.mark.django_db
def test_no_table_waits_for_a_migration():
    told = StringIO()

    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=told, stderr=told)
    except SystemExit:
        pytest.fail(f"Tables and migrations differ; run makemigrations:\n{told.getvalue()}", pytrace=False)


def test_rules_and_engines_are_imported_without_django():
    names = [module_name(path) for path in PURE_MODULES]

    finished = subprocess.run(
        [sys.executable, "-c", IMPORT_WITHOUT_DJANGO, *names],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert finished.returncode == 0, finished.stderr


def module_name(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


# Templates

TEMPLATES = sorted(PACKAGE.rglob("templates/**/*.html"))
BORROWS = re.compile(r"""{%\s*(?:extends|include)\s+(\S+)""")
STATED = re.compile(r"""^["']([^"']+)["']$""")
# Addresses written out, without {{ a value }}: on links, on forms and for htmx.
ADDRESS = re.compile(r"""\s(?:href|action|hx-(?:get|post|put|delete))="(/[^"{}?#]*)[^"{}]*\"""")
RUNS_INLINE = re.compile(
    r"""<script(?![^>]*\bsrc=)[^>]*>|<style\b|\sstyle\s*=|\son[a-z]+\s*=\s*["']|javascript:""", re.I
)


# Django looks for these under exactly these names.
ERROR_PAGES = {"400.html", "403.html", "404.html", "500.html"}


def face_of(template: Path) -> str:
    return template.relative_to(PACKAGE / "faces").parts[0]


def home_of(template: Path) -> Path:
    if not template.is_relative_to(PACKAGE / "faces"):
        return PACKAGE / "faces"
    return PACKAGE / "faces" / face_of(template) / "templates" / face_of(template)


def borrowed_names(template: Path) -> list[str]:
    return BORROWS.findall(template.read_text(encoding="utf-8"))


def test_there_are_templates_to_check():
    assert len(TEMPLATES) > 10


def test_templates_live_in_faces_under_the_name_of_their_face():
    # Django looks in all folders at once: without the face's name, one face would answer for another.
    lost = [
        str(template.relative_to(PACKAGE))
        for template in TEMPLATES
        if not template.is_relative_to(home_of(template)) and template.name not in ERROR_PAGES
    ]

    assert lost == []


def test_templates_borrow_only_from_their_own_face_or_design():
    foreign = [
        f"{template.relative_to(PACKAGE)} takes {stated[1]}"
        for template in TEMPLATES
        for name in borrowed_names(template)
        if (stated := STATED.match(name)) and stated[1].partition("/")[0] not in {face_of(template), "design"}
    ]

    assert foreign == []


def test_borrowed_templates_are_named_outright_and_exist():
    # A name in a variable could lead into any face; a choice between fragments is an {% if %}.
    wrong = [
        f"{template.relative_to(PACKAGE)}: {name}"
        for template in TEMPLATES
        for name in borrowed_names(template)
        if not (stated := STATED.match(name)) or not list(PACKAGE.glob(f"faces/*/templates/{stated[1]}"))
    ]

    assert wrong == []


def test_every_address_in_a_template_leads_to_a_view():
    dead = [
        f"{template.relative_to(PACKAGE)}: {address}"
        for template in TEMPLATES
        for address in ADDRESS.findall(template.read_text(encoding="utf-8"))
        if not leads_to_a_view(address)
    ]

    assert dead == []


def leads_to_a_view(address: str) -> bool:
    try:
        return bool(resolve(address))
    except Resolver404:
        return False


def test_pages_carry_no_inline_scripts_or_styles():
    # The content security policy would block them, and the page would be broken without a word.
    inline = [
        f"{template.relative_to(PACKAGE)}: {found[0].strip()}"
        for template in TEMPLATES
        if (found := RUNS_INLINE.search(template.read_text(encoding="utf-8")))
    ]

    assert inline == []


def test_templates_have_at_most_120_lines():
    long = [
        f"{template.relative_to(PACKAGE)} has {lines}"
        for template in TEMPLATES
        if (lines := template.read_text(encoding="utf-8").count("\n")) > 120
    ]

    assert long == []
