"""Pledges as people read them: target, counted value and light in words, and the records one may open.

Both the public pages and the board read pledges here, so that they never say two different things.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from minsheng.engines.formulas.pledge_progress import time_gone
from minsheng.engines.policy.text import Text
from minsheng.faces.design.charts import LineChart, line_chart
from minsheng.faces.design.language import language, spoken
from minsheng.faces.design.maps import CountyMap, county_map
from minsheng.kernel.places.models import Certificate, Place
from minsheng.kernel.pledges.measuring import Share
from minsheng.kernel.pledges.models import Pledge, PledgeMeasurement
from minsheng.kernel.pledges.progress import Progress, progress_of
from minsheng.kernel.registry.city import City
from minsheng.kernel.registry.here import this_city
from minsheng.kernel.registry.loading import indicators, programmes

logger = logging.getLogger(__name__)

MOST_RECORDS = 200
UNREADABLE = Text(
    "筛查留下的文件读不到，暂时数不出来。请系统管理员检查。",
    "The files of the screening cannot be read; there is no number for now. The administrator should look into it.",
)
MET, CANNOT, WATCH, GREY = "met", "cannot", "watch", "grey"


@dataclass(frozen=True, slots=True)
class CountyLine:
    """One county of a pledge."""

    code: str
    name: str
    share: Share | None
    said: str


@dataclass(frozen=True, slots=True)
class RecordLine:
    """One public record behind a number: a place, never a person."""

    name: str
    where: str
    kind: str
    stage: str
    on: date | None
    is_counted: bool = True
    lacks_its_record: bool = False


class PledgeReading:
    """One pledge on a day, ready to be read."""

    def __init__(self, progress: Progress) -> None:
        self.progress = progress
        self.pledge = progress.pledge
        self._kind = indicators().get(self.pledge.indicator)

    @property
    def title(self) -> Text:
        return Text(self.pledge.title_zh, self.pledge.title_en)

    @property
    def light(self) -> str:
        """The light as a word of the table "light"."""
        if self.progress.light is None:
            return (
                WATCH if self.progress.measurement and self.progress.measurement.value is not None else GREY
            )
        if self.progress.is_met:
            return MET
        return CANNOT if self.progress.cannot_be_met else str(self.progress.light)

    @property
    def bureau(self) -> str:
        return self.pledge.lead_bureau

    @property
    def programme(self) -> Text | None:
        card = programmes().get(self.pledge.programme)
        return card.title if card else None

    @property
    def why_not_counted(self) -> Text | None:
        """Why there is no number, or nothing to hold it against, in words; None if there is both."""
        if self.light not in (WATCH, GREY):
            return None
        if not self.pledge.indicator and self.pledge.not_built_because_zh:
            return Text(
                self.pledge.not_built_because_zh,
                self.pledge.not_built_because_en or self.pledge.not_built_because_zh,
            )
        return self.progress.why

    @property
    def note(self) -> Text | None:
        """What is ambiguous in the sentence, and how it is read here."""
        if not self.pledge.note_zh:
            return None
        return Text(self.pledge.note_zh, self.pledge.note_en or self.pledge.note_zh)

    @property
    def value(self) -> str:
        """What was counted, with its unit; a dash if nothing was."""
        measured = self.progress.measurement
        if measured is None or measured.value is None:
            return "—"
        return self.said(measured.whole)

    @property
    def target(self) -> str:
        """What was promised, in numbers; a dash for what has none."""
        pledge = self.pledge
        if pledge.mode == Pledge.TargetMode.COVERAGE:
            return _("每个县都有")
        if pledge.target_low is None:
            return "—"
        amount = self._amount_promised()
        if pledge.mode == Pledge.TargetMode.RELATIVE:
            return _("比原来提高%(amount)s以上") % {"amount": amount}
        if pledge.mode == Pledge.TargetMode.POINTS:
            return _("提高%(amount)s个百分点") % {"amount": amount}
        return amount

    def said(self, share: Share | None) -> str:
        """Say a count, or a part of a whole, with its unit."""
        if share is None or share.value is None:
            return "—"
        if self.pledge.mode == Pledge.TargetMode.COVERAGE and share.denominator:
            return _("%(part)d个，共%(whole)d个") % {"part": share.numerator, "whole": share.denominator}
        return self.number_said(share.value)

    def number_said(self, value: Fraction | float) -> str:
        """Say a value of the indicator: 18个, 63.5%, 41.2张 (per thousand)."""
        if self._kind is not None and self._kind.is_share:
            return f"{float(value) * 100:.1f}%"
        if self._per != 1:
            return f"{float(value) * self._per:,.1f}{self.unit}"
        return f"{float(value):,.10g}{self.unit}"

    @property
    def _per(self) -> int:
        """How many the indicator is counted for: 1000 for "per thousand people"."""
        return 1 if self._kind is None else self._kind.per

    def needed_said(self, needed: Fraction) -> str:
        """Say what must be added: counties of a coverage pledge, points of a share, or the things counted."""
        measured = self.progress.measurement
        if self.pledge.mode == Pledge.TargetMode.COVERAGE and measured is not None and measured.denominator:
            return f"{float(needed * measured.denominator):.1f}{self.unit}"
        if self._kind is not None and self._kind.is_share:
            return _("%(points).2f个百分点") % {"points": float(needed) * 100}
        return f"{float(needed) * self._per:,.1f}{self.unit}"

    @property
    def unit(self) -> str:
        """The unit of the count, written right behind the number."""
        unit = spoken(Text(self.pledge.unit_zh or "个", self.pledge.unit_en or "items"))
        return unit if unit.isascii() is False else f" {unit}"

    def counties(self, city: City) -> list[CountyLine]:
        """Return every county with its count, in the order of the city."""
        measured = self.progress.measurement
        shares = {} if measured is None else measured.by_county
        return [
            CountyLine(one.code, one.name, shares.get(one.code), self.said_of_county(shares.get(one.code)))
            for one in city.counties
            if one.code in shares
        ]

    def said_of_county(self, share: Share | None) -> str:
        """Say the count of one county; of coverage, whether the county has it."""
        if share is not None and self.pledge.mode == Pledge.TargetMode.COVERAGE:
            return _("已有") if share.numerator else _("还没有")
        return self.said(share)

    def map(self, city: City) -> CountyMap | None:
        """Draw the counties by their count; None if nothing was counted."""
        lines = self.counties(city)
        values = {
            one.code: None if one.share is None or one.share.value is None else float(one.share.value)
            for one in lines
        }
        if not any(value is not None for value in values.values()):
            return None
        return county_map(city, values, {one.code: one.said for one in lines}, value_text=self._legend_text)

    def _legend_text(self, value: float) -> str:
        if self.pledge.mode == Pledge.TargetMode.COVERAGE:
            return _("已有") if value else _("还没有")
        return self.number_said(value)

    def history(self, measurements: Iterable[PledgeMeasurement]) -> LineChart | None:
        """Draw what was measured day by day, against the target."""
        points = [(one.on, float(one.value)) for one in measurements if one.value is not None]
        target = None if self.progress.target is None else float(self.progress.target)
        is_share = self._kind is not None and self._kind.is_share
        return line_chart(
            points,
            value_text=self._axis_text,
            day_text=_month_and_day,
            target=target,
            until=self.pledge.due_on,
            from_zero=not is_share,
        )

    def measured_said(self, measurement: PledgeMeasurement) -> str:
        """Say a measurement of the past."""
        denominator = None if measurement.denominator is None else int(measurement.denominator)
        return self.said(Share(int(measurement.numerator), denominator))

    def counted_records(self) -> list[RecordLine] | None:
        """Return the records that the number counts; None where they concern persons."""
        found = self.records()
        return None if found is None else [one for one in found if one.is_counted]

    def records_on_the_way(self) -> list[RecordLine]:
        """Return the places that are not counted yet."""
        return [one for one in self.records() or [] if not one.is_counted]

    def records(self) -> list[RecordLine] | None:
        """Return the public records behind the number: places and certificates; None where they concern persons."""
        if self.progress.sites:
            return [
                _place_line(
                    one.place, is_counted=one.site.is_delivered, lacks_its_record=one.site.lacks_its_record
                )
                for one in self.progress.sites[:MOST_RECORDS]
            ]
        measured = self.progress.measurement
        if measured is None:
            return None
        if measured.evidence.model is Place:
            found = measured.evidence.select_related("division", "acceptance")[:MOST_RECORDS]
            return [_place_line(place) for place in found]
        if measured.evidence.model is Certificate:
            held = measured.evidence.select_related("place__division")[:MOST_RECORDS]
            return [_certificate_line(certificate) for certificate in held]
        return None

    def _amount_promised(self) -> str:
        low, high = self.pledge.target_low, self.pledge.target_high
        mode = self.pledge.mode
        if mode == Pledge.TargetMode.COUNT:
            return f"{_range(low, high)}{self.unit}"
        if self._per != 1:
            return f"{_range(*(None if one is None else one * self._per for one in (low, high)))}{self.unit}"
        in_percent = _range(None if low is None else low * 100, None if high is None else high * 100)
        return in_percent if mode == Pledge.TargetMode.POINTS else f"{in_percent}%"

    def _axis_text(self, value: float) -> str:
        if self._kind is not None and self._kind.is_share and self.pledge.mode != Pledge.TargetMode.COVERAGE:
            return self.number_said(value)
        return f"{value * 100:.0f}%" if self.pledge.mode == Pledge.TargetMode.COVERAGE else f"{value:,.10g}"


def _range(low: Decimal | None, high: Decimal | None) -> str:
    texts = [f"{float(one):,.10g}" for one in (low, high) if one is not None]
    return "–".join(dict.fromkeys(texts))


def _month_and_day(day: date) -> str:
    return f"{day.day} {day:%b}" if language().startswith("en") else f"{day.month}月{day.day}日"


def _place_line(place: Place, *, is_counted: bool = True, lacks_its_record: bool = False) -> RecordLine:
    return RecordLine(
        name=place.name,
        where=place.division.full_name or place.division.name,
        kind=place.kind,
        stage=place.stage,
        on=place.acceptance.accepted_on if place.acceptance else None,
        is_counted=is_counted,
        lacks_its_record=lacks_its_record,
    )


def _certificate_line(certificate: Certificate) -> RecordLine:
    return RecordLine(
        name=certificate.place.name,
        where=certificate.place.division.full_name or certificate.place.division.name,
        kind=certificate.kind,
        stage=certificate.state,
        on=certificate.issued_on,
    )


@dataclass(frozen=True, slots=True)
class Category:
    """The pledges of one field of life."""

    title: Text | str
    readings: tuple[PledgeReading, ...]


def read_pledge(pledge: Pledge, *, on: date) -> PledgeReading:
    """Return a pledge as the records of a day have it; a screening whose files cannot be read is said, not hidden."""
    try:
        progress = progress_of(pledge, on=on, division=this_city().code)
    except OSError:
        logger.exception("The records behind the pledge %s cannot be read.", pledge.key)
        progress = Progress(pledge, on, None, None, None, time_gone(on), None, why=UNREADABLE)
    return PledgeReading(progress)


def by_category(readings: Iterable[PledgeReading]) -> list[Category]:
    """Group pledges by their category, in the order of the programmes; others follow as they appear."""
    found: dict[str, list[PledgeReading]] = {}
    for one in readings:
        found.setdefault(one.pledge.category, []).append(one)
    cards = programmes()
    order = [*(key for key in cards if key in found), *(key for key in found if key not in cards)]
    return [Category(cards[key].title if key in cards else key, tuple(found[key])) for key in order]


@dataclass(frozen=True, slots=True)
class BuiltInCounty:
    """What was built in one county: the title of each pledge with its count."""

    name: str
    cells: tuple[tuple[Text, int], ...]

    @property
    def total(self) -> int:
        return sum(number for _title, number in self.cells)


@dataclass(frozen=True, slots=True)
class Built:
    """The places that pledges counted, by county: table and map."""

    titles: tuple[Text, ...]
    counties: tuple[BuiltInCounty, ...]
    map: CountyMap


def built_by_county(readings: Iterable[PledgeReading], city: City) -> Built | None:
    """Put the pledges that are kept by building side by side, county by county; None if there are none."""
    building = [
        (one.title, one.progress.measurement)
        for one in readings
        if one.pledge.place_kinds and one.pledge.mode == Pledge.TargetMode.COUNT and one.progress.measurement
    ]
    if not building:
        return None
    lines: dict[str, BuiltInCounty] = {}
    for county in city.counties:
        shares = [(title, measured.by_county.get(county.code)) for title, measured in building]
        cells = tuple((title, 0 if share is None else share.numerator) for title, share in shares)
        lines[county.code] = BuiltInCounty(county.name, cells)
    drawn = county_map(
        city,
        {code: float(line.total) for code, line in lines.items()},
        {code: f"{line.total}" for code, line in lines.items()},
    )
    return Built(tuple(title for title, _measured in building), tuple(lines.values()), drawn)
