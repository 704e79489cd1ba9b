"""The tree of divisions: city, counties, townships, villages."""

from __future__ import annotations

from django.db import models

from minsheng.kernel.divisions.codes import Depth, ancestor, bounds, depth


class DivisionQuerySet(models.QuerySet["Division"]):
    """Questions about divisions."""

    def within(self, code: str) -> DivisionQuerySet:
        """Return a division and everything below it."""
        low, high = bounds(code)
        return self.filter(code__gte=low, code__lt=high)

    def called(self, text: str) -> DivisionQuerySet:
        """Return the divisions whose name, or whose place in the tree, has a text in it; larger ones first."""
        words = text.split()
        found = self.order_by("level", "code")
        for word in words:
            found = found.filter(full_name__contains=word)
        return found if words else self.none()

    def at(self, level: Depth) -> DivisionQuerySet:
        """Return the divisions of one level."""
        return self.filter(level=level)


class Division(models.Model):
    """A city, county, township or village, known by its code."""

    code = models.CharField(max_length=12, primary_key=True, help_text="统计用区划代码,12位。")
    name = models.CharField(max_length=80, help_text="The official name.")
    kind = models.CharField(max_length=20, help_text="prefecture, county, township, village or community.")
    level = models.PositiveSmallIntegerField(choices=[(d.value, d.name.lower()) for d in Depth])
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    full_name = models.CharField(max_length=200, help_text="The names from the county down, for search.")
    longitude = models.FloatField(null=True, help_text="WGS-84, degrees.")
    latitude = models.FloatField(null=True, help_text="WGS-84, degrees.")
    point_is_synthetic = models.BooleanField(
        default=False, help_text="The point was generated, not surveyed."
    )

    objects = DivisionQuerySet.as_manager()

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name

    @property
    def depth(self) -> Depth:
        return depth(self.code)

    @property
    def county_code(self) -> str:
        return ancestor(self.code, Depth.COUNTY)

    @property
    def township_code(self) -> str:
        return ancestor(self.code, Depth.TOWNSHIP)
