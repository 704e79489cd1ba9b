"""What the documents say is there: every path, link, command, option, setting and decision they name exists."""

import re
import shlex
from functools import cache
from pathlib import Path

import pytest
import typer.main

ROOT = Path(__file__).resolve().parent.parent
REQUIRED = (
    "README.md",
    "README.zh-CN.md",
    "ARCHITECTURE.md",
    "GLOSSARY.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
)
DOCUMENTS = sorted(
    {*REQUIRED, *(path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").rglob("*.md"))}
)

# A word in code type is a path when it begins like one of ours.
TOPS = "cities|docs|src|web|tests|tools|requirements|benchmarks|.ci|engines|kernel|programmes|faces|site"
PATH = re.compile(rf"^(?:{TOPS.replace('.', chr(92) + '.')})/[\w./*-]*$")
MADE_LATER = ("web/dist", "web/node_modules")

CODE = re.compile(r"^```.*?^```|`[^`\n]+`", re.M | re.S)
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
DECISION = re.compile(r"\bADR[ -]?(\d{4})\b|\badr/(\d{4})\b")


def text_of(document: str) -> str:
    path = ROOT / document
    assert path.is_file(), f"{document} is missing"
    return path.read_text(encoding="utf-8")


def code_in(document: str) -> list[str]:
    """Return the pieces of code type in a document, a line each; a line that goes on is one line."""
    pieces = [piece.strip("`").replace("\\\n", " ") for piece in CODE.findall(text_of(document))]
    return [line.strip() for piece in pieces for line in piece.splitlines() if line.strip()]


def commands_in(document: str, program: str) -> list[list[str]]:
    """Return the calls of a program in a document, as words without what leads up to it."""
    calls = [re.sub(r"^\$ ", "", line).split(" #")[0] for line in code_in(document)]
    return [shlex.split(call)[1:] for call in calls if re.match(rf"{program}(\s|$)", call)]


@cache
def make_targets() -> set[str]:
    return set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))


@cache
def command_line():
    from minsheng.faces.cli.main import app

    return typer.main.get_command(app)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_path_exists(document):
    named = {word for line in code_in(document) for word in line.split() if PATH.match(word)}

    missing = [path for path in named if not path.startswith(MADE_LATER) and not exists(path)]

    assert missing == []


def exists(path: str) -> bool:
    return any(True for folder in (ROOT, ROOT / "src/minsheng") for _ in folder.glob(path.rstrip("/")))


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_link_leads_somewhere(document):
    inside = [target for target in LINK.findall(text_of(document)) if not re.match(r"[a-z]+:", target)]

    broken = [target for target in inside if not (ROOT / document).parent.joinpath(target).exists()]

    assert broken == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_make_target_exists(document):
    named = {
        words[0] for words in commands_in(document, "make") if words and re.fullmatch(r"[a-z]+", words[0])
    }

    assert named - make_targets() == set()


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_command_and_option_exists(document):
    problems = [problem for words in commands_in(document, "minsheng") if (problem := misnamed(words))]

    assert problems == []


def misnamed(words: list[str]) -> str | None:
    """Return the first word of a call of the command line that it would not understand."""
    command = command_line()
    while words and getattr(command, "commands", None) and not words[0].startswith("-"):
        name, *words = words
        if not re.fullmatch(r"[a-z][a-z-]*", name):
            return None
        if name not in command.commands:
            return name
        command = command.commands[name]
    known = {
        option for parameter in command.params for option in [*parameter.opts, *parameter.secondary_opts]
    }
    asked = [word.partition("=")[0] for word in words if re.match(r"--[a-z]", word)]
    return next((option for option in asked if option not in known | {"--help"}), None)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_decision_is_on_record(document):
    named = {first or second for first, second in DECISION.findall(text_of(document))}

    assert {number for number in named if len(list(ROOT.glob(f"docs/adr/{number}-*.md"))) != 1} == set()


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_setting_is_read_somewhere(document):
    named = set(re.findall(r"\bMINSHENG_[A-Z_]+\b", text_of(document)))

    assert {name for name in named if name not in all_code()} == set()


@cache
def all_code() -> str:
    files = [
        path
        for top in ("src", "tools", "tests")
        for path in (ROOT / top).rglob("*.py")
        if path != Path(__file__)
    ]
    return "\n".join(path.read_text(encoding="utf-8") for path in files)
