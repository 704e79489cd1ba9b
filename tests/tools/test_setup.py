"""Setting up: what counts as done, and what a person is told when it fails."""

import json
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from setup import environment, front_end
from setup.reporting import SetupError, fingerprint, run, what_it_says

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def bare_environment(tmp_path_factory) -> Path:
    place = tmp_path_factory.mktemp("clone") / ".venv"
    venv.create(place, with_pip=False)
    return place


def test_a_fingerprint_changes_with_a_files_content(tmp_path):
    file = tmp_path / "lock"
    file.write_text("django==5.2")
    before = fingerprint([file])

    file.write_text("django==5.3")

    assert fingerprint([file]) != before


def test_a_fingerprint_does_not_depend_on_the_order_of_files(tmp_path):
    first, second = tmp_path / "a", tmp_path / "b"
    first.write_text("1")
    second.write_text("2")

    assert fingerprint([first, second]) == fingerprint([second, first])


def test_a_program_that_fails_says_nothing():
    assert what_it_says([sys.executable, "-c", "print('half'); raise SystemExit(1)"]) is None


def test_a_program_that_is_absent_says_nothing(tmp_path):
    assert what_it_says([tmp_path / "absent"]) is None


def test_a_failing_step_tells_its_last_words_and_what_to_do(tmp_path):
    with pytest.raises(SetupError, match=r"(?s)Building failed.*no such colour.*Ask the painter"):
        run(
            [sys.executable, "-c", "print('no such colour'); raise SystemExit(3)"],
            doing="Building",
            then="Ask the painter.",
            folder=tmp_path,
        )


def test_an_environment_that_was_made_here_is_used_again(bare_environment):
    assert environment._is_usable(bare_environment, environment._identity(bare_environment))


def test_an_environment_without_its_stamp_is_made_anew(bare_environment):
    assert not environment._is_usable(bare_environment, environment._made(bare_environment))


def test_an_environment_that_was_moved_is_made_anew(bare_environment):
    made = {**environment._identity(bare_environment), "place": "/somewhere/else/.venv"}

    assert not environment._is_usable(bare_environment, made)


def test_an_environment_of_another_python_is_made_anew(bare_environment):
    made = {**environment._identity(bare_environment), "python": "3 10"}

    assert not environment._is_usable(bare_environment, made)


def test_a_damaged_stamp_counts_as_none(bare_environment):
    (bare_environment / environment.STAMP).write_text("{")

    assert environment._made(bare_environment) == {}


def test_an_environment_for_development_also_serves_the_site():
    runtime, dev = environment._wanted(ROOT, "runtime"), environment._wanted(ROOT, "dev")

    assert runtime.items() < dev.items()


def test_a_changed_lock_is_noticed():
    wanted = environment._wanted(ROOT, "runtime")

    made = json.loads(json.dumps({**wanted, "runtime": "of last week"}))

    assert not wanted.items() <= made.items()


@pytest.mark.parametrize(
    ("node", "npm", "suitable"),
    [
        ("v20.18.9", "11.0.0", False),
        ("v20.19.0", "11.0.0", True),
        ("v20.19.0", "10.9.9", False),
        ("v21.9.0", "11.0.0", False),
        ("v22.11.0", "11.0.0", False),
        ("v22.12.0", "11.0.0", True),
        ("v24.1.0", "11.6.0", True),
    ],
)
def test_only_a_node_that_can_build_the_front_end_is_used(tmp_path, node, npm, suitable):
    for name, version in (("node", node), ("npm", npm)):
        (tmp_path / name).write_text(f"#!/bin/sh\necho {version}\n")
        (tmp_path / name).chmod(0o755)

    assert front_end._has_suitable_node(str(tmp_path)) is suitable


def test_a_machine_without_node_is_noticed(tmp_path):
    assert not front_end._has_suitable_node(str(tmp_path))


def test_bootstrap_refuses_an_unknown_profile():
    finished = subprocess.run(
        [sys.executable, ROOT / "tools/bootstrap.py", "everything"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (finished.returncode, "runtime|dev" in finished.stderr) == (2, True)


def test_a_command_that_is_only_a_shim_is_passed_over(tmp_path):
    for name in ("python3.13", "python3.12"):
        (tmp_path / name).write_text("#!/bin/sh\necho 'command not found' >&2; exit 127\n")
        (tmp_path / name).chmod(0o755)
    (tmp_path / "python3.11").symlink_to(sys.executable)

    found = subprocess.run(
        ["/bin/sh", ROOT / "tools/find_python.sh"],
        env={"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert found.returncode == 0, found.stderr
    assert Path(found.stdout.strip()).exists()


def test_a_machine_without_python_is_told_what_to_install(tmp_path):
    found = subprocess.run(
        ["/bin/sh", ROOT / "tools/find_python.sh"],
        env={"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert found.returncode == 2
    assert "Python 3.11" in found.stderr
