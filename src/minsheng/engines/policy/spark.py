"""Evaluating a register with Spark, for a province or a nation; equal to the other evaluators cell by cell.

    with spark.session("local[2]") as running:
        spark.write_answers(running, persons, households, recipe, out)      # stays on the executors
        found = spark.read_answers(out, register, recipe)                   # for a register that fits the driver

Spark shuffles persons and households by household and sorts them; each executor then runs the same kernel as
everybody else over the Arrow batches it gets (``spark_batches``). Needs ``pip install minsheng[spark]`` and Java.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.dataset
import pyarrow.parquet

from minsheng.engines.policy.batch import BatchResults
from minsheng.engines.policy.facts import Entity
from minsheng.engines.policy.parameter_files import read_texts
from minsheng.engines.policy.register import Register, RegisterError
from minsheng.engines.policy.spark_batches import (
    Recipe,
    answer_schema,
    columns_about,
    evaluated,
    results_from,
    rules_of,
)

__all__ = [
    "HOW_TO_INSTALL",
    "NotReadyError",
    "Recipe",
    "is_installed",
    "read_answers",
    "session",
    "write_answers",
]

HOW_TO_INSTALL = (
    "The engine 'spark' needs pyspark, which is not installed here. Install it with: pip install 'minsheng[spark]' "
    "(in a clone: pip install -r requirements/spark.lock), or use the engine 'numpy', which gives the same results."
)
OLDEST_JAVA = 17
ROWS_AT_ONCE = 65_536
_PROBLEM = re.compile(r"^(?:\w+\.)*(?:RegisterError|RuleError|ParameterError): (.*)$", re.MULTILINE)


class NotReadyError(RuntimeError):
    """Spark or Java is missing; the message says which, and what to do."""


def is_installed() -> bool:
    """Whether pyspark is there."""
    return importlib.util.find_spec("pyspark") is not None


def find_java() -> Path:
    """Return a Java that Spark can use, from JAVA_HOME or the PATH. Raises NotReadyError."""
    home, on_path = os.environ.get("JAVA_HOME"), shutil.which("java")
    found = Path(home) / "bin" / "java" if home else Path(on_path) if on_path else None
    how = (
        f"Install Java {OLDEST_JAVA} or newer (on Debian and Ubuntu: apt-get install openjdk-17-jre-headless), "
        "or name its folder with JAVA_HOME."
    )
    if found is None:
        raise NotReadyError(f"Spark needs Java, and there is none on the PATH. {how}")
    if not os.access(found, os.X_OK):
        raise NotReadyError(f"JAVA_HOME is {home}, but there is no program {found}. {how}")
    said = subprocess.run([found, "-version"], capture_output=True, text=True, check=False)  # noqa: S603
    version = re.search(r'version "(\d+)', said.stderr + said.stdout)
    if version is None or int(version[1]) < OLDEST_JAVA:
        raise NotReadyError(
            f"{found} is too old for Spark: {(said.stderr or said.stdout).splitlines()[:1]}. {how}"
        )
    return found


@contextmanager
def session(master: str, *, memory: str = "1g", **settings: str) -> Iterator[Any]:
    """Start Spark on a master such as ``local[2]``, and stop it afterwards. Raises NotReadyError.

    memory: of the driver's Java, which runs everything on a local master. settings: further ones of Spark, by name.
    """
    if not is_installed():
        raise NotReadyError(HOW_TO_INSTALL)
    find_java()
    from pyspark.sql import SparkSession

    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    chosen = {
        "spark.ui.enabled": "false",
        "spark.driver.memory": memory,
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.execution.arrow.maxRecordsPerBatch": str(ROWS_AT_ONCE),
        "spark.sql.shuffle.partitions": "8",
        "spark.log.level": "ERROR",
    } | settings
    builder = SparkSession.builder.master(master).appName("minsheng")
    for name, value in chosen.items():
        builder = builder.config(name, value)
    running = builder.getOrCreate()
    try:
        yield running
    finally:
        running.stop()


def recipe_of(*, books: str, vocabulary: str, parameters: Path, on: Any, kernel: str, **how: int) -> Recipe:
    """Return the recipe for the parameter files of a folder; raise ParameterError if they cannot be read."""
    texts = {path.stem: path.read_text(encoding="utf-8") for path in sorted(parameters.glob("*.yaml"))}
    read_texts(texts)
    rows = how.get("rows_at_once", ROWS_AT_ONCE)
    return Recipe(books, vocabulary, tuple(texts.items()), on, kernel, rows)


def write_answers(running: Any, persons: Path, households: Path, recipe: Recipe, out: Path) -> None:
    """Evaluate everybody and write the answers as Parquet into a folder, which Spark makes.

    persons, households: Parquet, one file or a folder of files each. Raises RegisterError as the other evaluators do.
    """
    from pyspark.errors import PythonException
    from pyspark.sql.pandas.types import from_arrow_schema

    rules = rules_of(recipe)
    schema = answer_schema(rules.policies.values())
    stream = _stream(running, persons, households, recipe)
    answers = stream.mapInArrow(lambda batches: evaluated(batches, recipe), from_arrow_schema(schema))
    try:
        answers.write.mode("overwrite").parquet(str(out.resolve()))
    except PythonException as problem:
        said = _PROBLEM.findall(str(problem))
        if said:
            raise RegisterError(said[-1]) from None
        raise


def _stream(running: Any, persons: Path, households: Path, recipe: Recipe) -> Any:
    """Return persons and households together, each household on one executor, before its members."""
    from pyspark.sql import functions as f

    people = _read(running, persons, Entity.PERSON, recipe).withColumn("is_person", f.lit(True))
    homes = _read(running, households, Entity.HOUSEHOLD, recipe).withColumn("is_person", f.lit(False))
    both = people.unionByName(homes, allowMissingColumns=True)
    together = both.repartition("household_no")
    # The order of the file is the order of the members, by which twins are told apart.
    return together.sortWithinPartitions("household_no", "is_person", "file", "row").drop("file")


def _read(running: Any, path: Path, entity: Entity, recipe: Recipe) -> Any:
    from pyspark.sql import functions as f

    if not path.exists():
        raise RegisterError(f"There is no file {path}. Name Parquet, a file or a folder of files.")
    if path.suffix == ".csv":
        raise RegisterError(f"{path}: the engine 'spark' reads Parquet. Use 'numpy' for CSV, or convert it.")
    rules = rules_of(recipe)
    given = running.read.parquet(str(path.resolve()))
    keys = ("person_no", "household_no") if entity is Entity.PERSON else ("household_no", "division")
    skipped = {fact.name for fact in rules.vocabulary.of(entity)} - set(rules.facts)
    strange = [name for name in given.columns if name not in keys and name not in set(rules.vocabulary)]
    if strange:
        raise RegisterError(
            f"{path}, column {strange[0]!r}: no fact of a {entity} has this name. Remove the column."
        )
    wanted = [f.col(name) for name in given.columns if name not in skipped]
    place = [f.col("_metadata.file_path").alias("file"), f.col("_metadata.row_index").alias("row")]
    return given.select(*wanted, *place)


def read_answers(out: Path, register: Register, recipe: Recipe) -> BatchResults:
    """Return the answers about a register that was read from one file each, in its order."""
    rules = rules_of(recipe)
    written = pa.dataset.dataset(out, format="parquet")
    results = [
        results_from(written.to_table(columns=columns_about(policy)), register, policy)
        for policy in rules.policies.values()
    ]
    return BatchResults(register, recipe.on, results)
