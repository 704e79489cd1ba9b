"""The compiled evaluator finds cell by cell what the others find, on random rules and on the rules of the city."""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from tests.engines.policy.random_rules import random_book, random_register, seeded
from tests.engines.policy.small import FACTS, ON, PARAMETERS
from tests.engines.policy.test_fused_source import assert_same, book_about_ages

from minsheng.engines.policy import batch, fused, fused_kernel, scalar
from minsheng.engines.policy.binding import bind
from minsheng.engines.policy.facts import Entity
from minsheng.engines.policy.fused_source import Source
from minsheng.engines.policy.parameters import ParameterSet
from minsheng.engines.policy.register import Column, Register
from minsheng.engines.policy.rulebook import Rulebook
from minsheng.engines.synthetic.city import synthesise
from minsheng.kernel.entitlements import findings
from minsheng.kernel.people import facts
from minsheng.kernel.registry.city import find_city, load_city
from minsheng.kernel.registry.loading import rulebooks

needs_numba = pytest.mark.skipif(not fused.is_installed(), reason="Numba is not installed")
CITY_DAY = date(2026, 11, 24)
PEOPLE = 20_000
COMPILED = {"advanced_age_allowance", "childcare_subsidy"}  # the books with these are compiled here


@pytest.fixture(scope="module", autouse=True)
def kernels_of_this_test_run(tmp_path_factory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(fused_kernel.CACHE_VARIABLE, str(tmp_path_factory.mktemp("kernels")))
        yield


# Random rules.


@needs_numba
@pytest.mark.parametrize(
    ("seed", "make_book"), [(1, random_book), (2, book_about_ages), (3, book_about_ages)]
)
def test_compiled_rules_on_random_registers(seed, make_book):
    random = seeded(seed)
    book = make_book(random)
    registers = [random_register(random, households=random.randint(1, 15)) for _ in range(40)]
    registers += [random_register(random, households=3, largest=500), registers[0].subset([])]

    for register in registers:
        found = fused.evaluate(register, book, PARAMETERS, on=ON, may_be_unknown=set(FACTS))
        expected = batch.evaluate(register, book, PARAMETERS, on=ON)
        for key, theirs in expected.items():
            ours = found[key]
            np.testing.assert_array_equal(ours.status, theirs.status)
            np.testing.assert_array_equal(ours.amount_fen, theirs.amount_fen)
            np.testing.assert_array_equal(ours.missing.rows, theirs.missing.rows)
            assert ours.missing.counts().items() == theirs.missing.counts().items()
            for row in theirs.missing.rows.tolist():
                assert ours.missing.of(row) == theirs.missing.of(row)


@needs_numba
def test_another_day_and_other_parameters_need_no_other_kernel():
    random = seeded(2)
    book = book_about_ages(random)
    register = random_register(random, households=30)
    changed = PARAMETERS.with_changes({"t.standard": "999.99", "t.old": "61", "t.by_age": {81: 1, 95: 2}})
    fused.evaluate(register, book, PARAMETERS, on=ON)
    compiled_before = fused_kernel._compiled.cache_info().misses

    for parameters, on in ((PARAMETERS, date(2027, 2, 28)), (changed, ON)):
        found = fused.evaluate(register, book, parameters, on=on)
        assert_same(found, batch.evaluate(register, book, parameters, on=on))

    assert fused_kernel._compiled.cache_info().misses == compiled_before


# The rules of the city.


@pytest.fixture(scope="module")
def books() -> tuple[Rulebook, ...]:
    """Some of the rules of the city; to compile all of them takes minutes."""
    return tuple(book for book in rulebooks() if COMPILED & set(book.policies))


@pytest.fixture(scope="module")
def parameters() -> ParameterSet:
    return ParameterSet.load(find_city("jinzhong") / "parameters")


@pytest.fixture(scope="module")
def city(tmp_path_factory) -> Register:
    folder = tmp_path_factory.mktemp("city")
    synthesise(load_city(find_city("jinzhong")), people=PEOPLE, seed=7, on=CITY_DAY).write(folder)
    only = findings.facts_of_rules(rulebooks())
    return Register.read(folder / "persons.parquet", folder / "households.parquet", facts.FACTS, only=only)


def test_the_source_of_all_rules_of_the_city(city, parameters):
    register = city.subset(np.arange(0, city.household_count, 60))

    found = fused.evaluate_with(fused_kernel.interpreted, register, rulebooks(), parameters, on=CITY_DAY)

    assert_same(found, batch.evaluate(register, rulebooks(), parameters, on=CITY_DAY))
    assert sum(result.counts()["eligible"] > 0 for result in found.values()) > 20


@needs_numba
@pytest.mark.timeout(600)
def test_rules_of_the_city_on_twenty_thousand_people(city, books, parameters):
    found = fused.evaluate(city, books, parameters, on=CITY_DAY, threads=2, block_households=1_500)

    assert_same(found, batch.evaluate(city, books, parameters, on=CITY_DAY))
    counted = [result.counts() for result in found.values()]
    assert sum(counts["eligible"] > 0 and counts["unknown"] > 0 for counts in counted) > 5


@needs_numba
@pytest.mark.timeout(600)
def test_the_rules_of_the_city_household_by_household(city, books, parameters):
    found = fused.evaluate(city, books, parameters, on=CITY_DAY)

    for row in range(0, city.household_count, 47):
        evaluation = scalar.evaluate(city.household(row), books, parameters, on=CITY_DAY)
        for result in evaluation.results:
            ours = found[result.policy.key]
            is_personal = result.policy.subject is Entity.PERSON
            cell = int(city.offsets[row]) + (result.member or 0) if is_personal else row
            assert ours.status[cell] == result.eligibility
            assert ours.amount_fen[cell] == (result.amount_fen or 0)
            assert ours.missing.of(cell) == result.missing_names


@needs_numba
@pytest.mark.timeout(600)
def test_a_thousand_changed_households_alone_give_what_a_full_run_gives(city, books, parameters):
    random = np.random.default_rng(3)
    rows = np.sort(random.choice(city.household_count, 1_000, replace=False))
    before = fused.evaluate(city, books, parameters, on=CITY_DAY)
    changed = with_other_facts(city, rows, random)

    part = fused.evaluate(changed.subset(rows), books, parameters, on=CITY_DAY)

    whole = fused.evaluate(changed, books, parameters, on=CITY_DAY)
    members = np.concatenate([np.arange(city.offsets[row], city.offsets[row + 1]) for row in rows])
    differing = 0
    for key, result in part.items():
        cells = members if result.policy.subject is Entity.PERSON else rows
        np.testing.assert_array_equal(result.status, whole[key].status[cells])
        np.testing.assert_array_equal(result.amount_fen, whole[key].amount_fen[cells])
        names = [whole[key].missing.of(int(cell)) for cell in cells]
        assert [result.missing.of(place) for place in range(len(cells))] == names
        differing += int((result.status != before[key].status[cells]).sum())
    assert differing > 500  # the change was one that a stale answer would not survive


def with_other_facts(register: Register, rows: np.ndarray, random: np.random.Generator) -> Register:
    """Return a register in which the people of some households have the facts of others."""
    members = np.concatenate([np.arange(register.offsets[row], register.offsets[row + 1]) for row in rows])

    def shuffled(column: Column, cells: np.ndarray) -> Column:
        other = column.take(np.arange(len(column.values)))
        source = random.integers(0, len(column.values), len(cells))
        other.values[cells] = column.values[source]
        if other.known is not None and column.known is not None:
            other.known[cells] = column.known[source]
        return other

    return dataclasses.replace(
        register,
        persons={name: shuffled(column, members) for name, column in register.persons.items()},
        households={name: shuffled(column, rows) for name, column in register.households.items()},
    )


@needs_numba
@pytest.mark.timeout(600)
def test_screening_with_numba_finds_what_screening_with_numpy_finds(city, books, parameters):
    by_numba = findings.screen(city, None, books, parameters, on=CITY_DAY, engine="numba")

    by_numpy = findings.screen(city, None, books, parameters, on=CITY_DAY, engine="numpy")
    assert by_numba.engine == "numba"
    assert {key: found.counts() for key, found in by_numba.items()} == {
        key: found.counts() for key, found in by_numpy.items()
    }


# Kernels on disk, and machines without Numba.


@pytest.fixture
def source() -> Source:
    book = random_book(seeded(21), depth=1)
    return Source(bind(book, PARAMETERS, on=ON), list(book.policies.values()), set(FACTS))


def compile_as_a_new_process_would(source: Source) -> fused_kernel.Kernel:
    fused_kernel._compiled.cache_clear()
    return fused_kernel.compiled(source)


@needs_numba
def test_machine_code_is_kept_for_the_next_process(source, monkeypatch, tmp_path):
    monkeypatch.setenv(fused_kernel.CACHE_VARIABLE, str(tmp_path))

    first = compile_as_a_new_process_would(source)
    second = compile_as_a_new_process_would(source)

    assert not first.households.stats.cache_hits
    assert second.households.stats.cache_hits
    assert second.of_counties.stats.cache_hits


@needs_numba
def test_damaged_machine_code_is_made_anew(source, monkeypatch, tmp_path):
    monkeypatch.setenv(fused_kernel.CACHE_VARIABLE, str(tmp_path))
    compile_as_a_new_process_would(source)
    for kept in tmp_path.rglob("*.nb?"):
        kept.write_bytes(kept.read_bytes()[:40])

    kernel = compile_as_a_new_process_would(source)

    assert not kernel.households.stats.cache_hits


@needs_numba
def test_a_folder_that_cannot_be_written_does_not_stop_an_evaluation(source, monkeypatch, tmp_path):
    (tmp_path / "file").write_text("no folder", encoding="ascii")
    monkeypatch.setenv(fused_kernel.CACHE_VARIABLE, str(tmp_path / "file"))

    assert compile_as_a_new_process_would(source).households is not None


@pytest.mark.parametrize(("variables", "place"), [
    ({"MINSHENG_CACHE": "/a"}, "/a/kernels"),
    ({"XDG_CACHE_HOME": "/b"}, "/b/minsheng/kernels"),
    ({"HOME": "/c"}, "/c/.cache/minsheng/kernels"),
])  # fmt: skip
@needs_numba
def test_where_kernels_are_kept(variables, place, monkeypatch):
    for name in ("MINSHENG_CACHE", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)

    assert fused_kernel.folder().parent == Path(place)


def test_without_numba_a_sentence_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "numba", None)
    book = random_book(seeded(1), depth=1)
    register = random_register(seeded(1), households=1)

    with pytest.raises(
        fused.NotInstalledError, match=r"pip install 'minsheng\[fast\]'.*or use the engine 'numpy'"
    ):
        fused.evaluate(register, book, PARAMETERS, on=ON)


def test_screening_without_numba_says_so_before_it_begins(monkeypatch):
    monkeypatch.setattr(fused, "is_installed", lambda: False)
    register = random_register(seeded(1), households=1)

    with pytest.raises(findings.EngineError, match=r"pip install 'minsheng\[fast\]'"):
        findings.screen(register, None, [], PARAMETERS, on=ON, engine="numba")
