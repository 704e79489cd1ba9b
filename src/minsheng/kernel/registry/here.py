"""The city this site serves, read once."""

from __future__ import annotations

from functools import cache

from django.conf import settings

from minsheng.engines.policy.parameters import ParameterSet
from minsheng.kernel.registry.city import City, load_city


@cache
def this_city() -> City:
    """Return the city pack of this site."""
    return load_city(settings.MINSHENG_CITIES / settings.MINSHENG_CITY)


@cache
def parameters_of_this_city() -> ParameterSet:
    """Return the parameters of this site's city."""
    return ParameterSet.load(this_city().parameters_folder)
