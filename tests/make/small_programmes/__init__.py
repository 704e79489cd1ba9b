"""Invented programmes, so that tests of the kernel do not depend on real ones."""

KEYS = ("aid",)
