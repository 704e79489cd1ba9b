"""Putting a city pack into the tables: divisions first, then places with their records, then pledges."""

from __future__ import annotations

from datetime import datetime

from minsheng.kernel.divisions.loading import load_divisions
from minsheng.kernel.places.loading import load_certificates, load_places
from minsheng.kernel.pledges.loading import load_pledges
from minsheng.kernel.registry.city import City


def load_city_pack(city: City, *, at: datetime) -> None:
    """Write what a city pack says and the tables do not have yet. May be repeated."""
    load_divisions(city)
    load_places(city.places, at=at)
    load_certificates(city.folder, at=at)
    load_pledges(city.pledges_folder, at=at)
