"""The log of what was done: append-only, written in the same transaction as the act."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Entry(models.Model):
    """One act: who did what to whom, when, and why. Holds no personal value, only tokens and counts."""

    at = models.DateTimeField(db_index=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    what = models.CharField(max_length=120, help_text="The act as a sentence fragment: 'case approved'.")
    subject_kind = models.CharField(max_length=60, help_text="The model of the subject.")
    subject_token = models.CharField(
        max_length=40, db_index=True, help_text="The token or key of the subject."
    )
    division_code = models.CharField(max_length=12, blank=True)
    because = models.CharField(max_length=500, blank=True, help_text="The reason that was given.")
    details = models.JSONField(default=dict, help_text="Counts and codes; never names, numbers or health.")

    class Meta:
        verbose_name_plural = "entries"
        indexes = [models.Index(fields=["subject_kind", "subject_token"], name="audit_entry_subject")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.what}"


class Seal(models.Model):
    """A keyed hash over a run of entries and the seal before it; a changed or missing entry breaks the chain."""

    first_entry = models.BigIntegerField()
    last_entry = models.BigIntegerField(unique=True)
    entries = models.PositiveIntegerField()
    previous = models.BinaryField(max_length=32)
    digest = models.BinaryField(max_length=32)
    sealed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"entries {self.first_entry}-{self.last_entry}"
