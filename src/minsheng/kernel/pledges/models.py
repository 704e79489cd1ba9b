"""Pledges: what the city promised, in its own sentence, and what records say about it."""

from __future__ import annotations

from django.db import models


class Pledge(models.Model):
    """A target with indicator, baseline, deadline and owner. It has no field for progress: progress is counted.

    A rate, a relative growth of 5 % and three points are all stored as fractions: 0.85, 0.05, 0.03.
    """

    class TargetMode(models.TextChoices):
        COUNT = "count", "数量"
        COVERAGE = "coverage", "县县全覆盖"
        RATE = "rate", "比率"
        RELATIVE = "relative", "相对增长"
        POINTS = "points", "百分点"
        QUALITATIVE = "qualitative", "定性"

    key = models.CharField(max_length=60, primary_key=True)
    year = models.PositiveSmallIntegerField()
    title_zh = models.CharField(max_length=120)
    title_en = models.CharField(max_length=200)
    sentence = models.TextField(help_text="The sentence of the source it comes from.")
    sentence_is_verbatim = models.BooleanField(help_text="Word for word; otherwise a paraphrase.")
    source = models.CharField(max_length=200)
    category = models.CharField(max_length=40)
    mode = models.CharField(max_length=12, choices=TargetMode)
    target_low = models.DecimalField(max_digits=14, decimal_places=4, null=True)
    target_high = models.DecimalField(max_digits=14, decimal_places=4, null=True)
    unit_zh = models.CharField(max_length=20)
    unit_en = models.CharField(max_length=40)
    baseline = models.DecimalField(max_digits=14, decimal_places=4, null=True)
    baseline_on = models.DateField(null=True)
    due_on = models.DateField()
    lead_bureau = models.CharField(max_length=80)
    programme = models.CharField(max_length=40)
    indicator = models.CharField(
        max_length=60, blank=True, help_text="Empty: the indicator is not built yet."
    )
    not_built_because_zh = models.CharField(
        max_length=200, blank=True, help_text="Which records are still missing."
    )
    not_built_because_en = models.CharField(max_length=300, blank=True)
    place_kinds = models.JSONField(
        default=list, help_text="Kinds of places that are built for it; empty if none are."
    )
    note_zh = models.CharField(max_length=300, blank=True, help_text="What is ambiguous, and our reading.")
    note_en = models.CharField(max_length=400, blank=True)
    is_public = models.BooleanField(default=True)

    class Meta:
        ordering = ["year", "category", "key"]

    def __str__(self) -> str:
        return self.title_zh


class PledgeMeasurement(models.Model):
    """What the records said about a pledge on a day; written by the machine, never typed."""

    pledge = models.ForeignKey(Pledge, on_delete=models.CASCADE, related_name="measurements")
    on = models.DateField()
    numerator = models.DecimalField(max_digits=14, decimal_places=4)
    denominator = models.DecimalField(max_digits=14, decimal_places=4, null=True)
    value = models.DecimalField(max_digits=14, decimal_places=4, null=True)
    by_county = models.JSONField(default=dict, help_text="Numerator and denominator by county code.")
    measured_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pledge", "on"], name="pledges_measurement_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.pledge_id} {self.on}"
