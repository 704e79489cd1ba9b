"""Cities that many tests look at; made once for each run."""

from datetime import date

import pyarrow as pa
import pytest

from minsheng.engines.synthetic.city import demo_plan, synthesise
from minsheng.kernel.registry.city import find_city, load_city

ON = date(2026, 11, 24)


@pytest.fixture(scope="session")
def jinzhong():
    return load_city(find_city("jinzhong"))


@pytest.fixture(scope="session")
def example():
    return load_city(find_city("_example"))


@pytest.fixture(scope="session")
def large(jinzhong):
    """200,000 people, in proportion to the counties."""
    return synthesise(jinzhong, people=200_000, seed=1, on=ON)


@pytest.fixture(scope="session")
def demo(jinzhong):
    """The city of the demo, but for its size."""
    return synthesise(jinzhong, people=30_000, seed=2, on=ON, plan=demo_plan(jinzhong, 30_000))


@pytest.fixture(scope="session")
def persons(large):
    return pa.concat_tables(large.persons()).combine_chunks()


@pytest.fixture(scope="session")
def households(large):
    return pa.concat_tables(large.households()).combine_chunks()


@pytest.fixture(scope="session")
def received(large):
    return pa.concat_tables(large.received()).combine_chunks()


@pytest.fixture(scope="session")
def identities(large):
    return pa.concat_tables(large.identities()).combine_chunks()
