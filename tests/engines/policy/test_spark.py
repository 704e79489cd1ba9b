"""Spark gives what the other evaluators give, cell by cell: a household across batches, 500 members, two executors.

Those that start Spark do so in .venv-spark, which `make spark` sets up; a session takes a while, so each does a lot.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from tests.engines.policy.spark_register import tables

from minsheng.engines.policy import spark

ROOT = Path(__file__).parents[3]
PYTHON = Path(os.environ.get("MINSHENG_SPARK", ROOT / ".venv-spark")) / "bin" / "python"
ON_THAT_SIDE = Path(__file__).parent / "spark_compared.py"

pytestmark = pytest.mark.timeout(600)


@pytest.fixture(scope="module")
def python() -> Path:
    if not PYTHON.exists():
        pytest.fail(f"{PYTHON} is not there. Run make spark: it installs requirements/spark.lock.")
    return PYTHON


@pytest.fixture(scope="module")
def register(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("register")
    persons, households = tables([*[1, 2, 3, 4] * 25, 500, *[2, 5] * 25])
    pq.write_table(persons, folder / "persons.parquet")
    pq.write_table(households, folder / "households.parquet")
    return folder


def compared(python: Path, folder: Path, master: str) -> dict[str, object]:
    run = subprocess.run(
        [python, ON_THAT_SIDE, master, folder],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])},
        capture_output=True, text=True, check=False, timeout=560,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr[-3000:]
    return json.loads(run.stdout.splitlines()[-1])


@pytest.mark.spark
@pytest.mark.parametrize("master", ["local[2]", "local-cluster[2,1,1024]"])
def test_spark_answers_as_the_others_do(python, register, master):
    said = compared(python, register, master)

    assert said["different"] == []
    assert said["persons"] == 925
    assert said["answers"] == [0, 1, 2]
    assert said["refused"].startswith("persons, column wage_fen, row 0: 1000000000000000 is not from")
    assert said["workers"] >= (2 if "cluster" in master else 1)


def test_without_java_it_is_said_what_to_install(monkeypatch):
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("JAVA_HOME", raising=False)

    with pytest.raises(spark.NotReadyError, match=r"needs Java.*apt-get install openjdk-17-jre-headless"):
        spark.find_java()


def test_a_java_home_without_java_and_an_old_java_are_told_apart(monkeypatch, tmp_path):
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(spark.NotReadyError, match="there is no program"):
        spark.find_java()

    old = tmp_path / "bin" / "java"
    old.parent.mkdir()
    old.write_text("#!/bin/sh\necho 'openjdk version \"11.0.2\"' >&2\n")
    old.chmod(0o755)
    with pytest.raises(spark.NotReadyError, match="too old for Spark"):
        spark.find_java()


def test_without_pyspark_it_is_said_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyspark", None)
    monkeypatch.setattr(spark, "is_installed", lambda: False)

    with (
        pytest.raises(spark.NotReadyError, match=r"pip install 'minsheng\[spark\]'"),
        spark.session("local[1]"),
    ):
        pass
