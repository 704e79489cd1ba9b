"""The same seed gives the same bytes, in any process; another seed gives another city."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from tests.engines.synthetic.conftest import ON

from minsheng.engines.synthetic.city import demo_plan, synthesise
from minsheng.engines.synthetic.workbooks import write_bureau_files
from minsheng.kernel.registry.city import find_city

PROGRAM = """
import sys
from datetime import date
from pathlib import Path
from minsheng.engines.synthetic.city import synthesise
from minsheng.kernel.registry.city import load_city
city = load_city(Path(sys.argv[1]))
synthesise(city, people=3000, seed=11, on=date(2026, 11, 24)).write(Path(sys.argv[2]), truth=True)
"""


def hashes(folder):
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def written(city, folder, seed=11):
    synthesise(city, people=3000, seed=seed, on=ON).write(folder, truth=True)
    return hashes(folder)


def test_the_same_seed_gives_the_same_bytes(jinzhong, tmp_path):
    assert written(jinzhong, tmp_path / "a") == written(jinzhong, tmp_path / "b")


@pytest.mark.parametrize(("hash_seed", "threads"), [("0", "1"), ("4711", "2")])
def test_neither_another_process_nor_its_hash_seed_nor_threads_change_the_bytes(
    jinzhong, tmp_path, hash_seed, threads
):
    here = written(jinzhong, tmp_path / "here")
    environment = os.environ | {
        "PYTHONHASHSEED": hash_seed,
        "OMP_NUM_THREADS": threads,
        "ARROW_NUM_THREADS": threads,
    }
    source = Path(sys.modules["minsheng"].__file__).parents[1]

    subprocess.run(
        [sys.executable, "-c", PROGRAM, str(find_city("jinzhong")), str(tmp_path / "there")],
        env=environment | {"PYTHONPATH": str(source)},
        check=True,
    )

    assert hashes(tmp_path / "there") == here


def test_another_seed_gives_another_city(jinzhong, tmp_path):
    one, other = written(jinzhong, tmp_path / "a"), written(jinzhong, tmp_path / "b", seed=12)

    assert one.keys() == other.keys()
    assert all(one[name] != other[name] for name in one)


def test_a_county_is_the_same_whatever_is_made_of_the_others(jinzhong):
    alone = synthesise(jinzhong, people=500, seed=3, on=ON, plan={"140729000000": 500})
    together = synthesise(
        jinzhong, people=900, seed=3, on=ON, plan={"140729000000": 500, "140702000000": 400}
    )

    (table,) = alone.persons()
    _, same = together.persons()
    assert table.drop_columns(["person_no", "household_no"]).equals(
        same.drop_columns(["person_no", "household_no"])
    )


def test_every_file_says_that_its_people_are_made_up(jinzhong, tmp_path):
    city = synthesise(jinzhong, people=1500, seed=1, on=ON)
    rows = city.write(tmp_path)

    for name, count in rows.items():
        metadata = pq.read_schema(tmp_path / f"{name}.parquet").metadata
        assert metadata[b"is_synthetic"] == b"true"
        assert metadata[b"label"].decode() == "合成数据"
        assert pq.read_metadata(tmp_path / f"{name}.parquet").num_rows == count
    assert not (tmp_path / "truth_persons.parquet").exists()


def test_the_truth_has_the_same_people_and_fewer_holes(jinzhong, tmp_path):
    synthesise(jinzhong, people=1500, seed=1, on=ON).write(tmp_path, truth=True)

    seen, true = (pq.read_table(tmp_path / f"{name}.parquet") for name in ("persons", "truth_persons"))

    assert seen["person_no"].equals(true["person_no"])
    assert true["marital"].null_count == 0 < seen["marital"].null_count


def test_bureau_files_are_the_same_bytes_too(example, tmp_path):
    city = synthesise(example, people=1200, seed=4, on=ON, plan=demo_plan(example, 1200))

    write_bureau_files(city, tmp_path / "a")
    write_bureau_files(city, tmp_path / "b")

    assert hashes(tmp_path / "a") == hashes(tmp_path / "b")
