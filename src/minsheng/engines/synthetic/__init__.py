"""The synthetic city: persons, households and benefit rolls that are made up, plausible and labelled so.

Start at ``city.synthesise``. ASSUMPTIONS.md says where every rate comes from.
"""
