"""Reading sensitive facts leaves a trace on every page of the desk that shows them, and no page without a trace."""

from __future__ import annotations

import pytest
from tests.make.town import Town

from minsheng.faces.desk import read_log
from minsheng.kernel.audit.models import Entry
from minsheng.kernel.cases.models import Case
from minsheng.kernel.places.models import Place


def addresses(town: Town) -> dict[str, str]:
    """The pages on which facts about the Zhang family are told."""
    zhang, jianguo = town.families["zhang"], town.people["jianguo"]
    visit = Case.objects.get(household=zhang)
    return {
        "person": f"/desk/people/{jianguo.token}/",
        "case": f"/desk/cases/{visit.token}/",
        "why": f"/desk/why/{zhang.token}/dibao/",
    }


def readings() -> list[Entry]:
    return list(Entry.objects.filter(what="sensitive facts read"))


def test_the_page_of_a_case_records_that_reasons_with_sensitive_facts_were_read(worker, town):
    visit = Case.objects.get(household=town.families["zhang"])

    worker.get(addresses(town)["case"])

    (entry,) = readings()
    assert (entry.subject_token, entry.by) == (town.families["zhang"].token, town.worker)
    assert entry.details == {"classes": "S3", "case": visit.token}


def test_the_page_of_a_calculation_records_the_policy_that_was_read(worker, town):
    worker.get(addresses(town)["why"])

    (entry,) = readings()
    assert entry.subject_token == town.families["zhang"].token
    assert entry.details == {"classes": "S3", "policy": "dibao"}


def test_closed_facts_are_named_as_such_and_the_child_is_the_subject(worker, town):
    chen, xiaoyu = town.families["chen"], town.people["xiaoyu"]

    worker.get(f"/desk/why/{chen.token}/de_facto_unsupported/?person={xiaoyu.token}")

    (entry,) = readings()
    assert entry.subject_token == xiaoyu.token
    assert "S4" in entry.details["classes"]


def test_a_refused_step_shows_the_page_again_and_is_recorded_again(worker, town):
    address = addresses(town)["case"]
    worker.get(address)

    refused = worker.post(f"{address}do/nobody_met/", {})

    assert refused.status_code == 422
    assert len(readings()) == 2


def test_reasons_that_are_not_shown_are_not_recorded_as_read(stranger, town):
    assert stranger.get(addresses(town)["why"]).status_code == 404

    assert readings() == []


def test_the_record_holds_no_values(worker, town):
    for address in addresses(town).values():
        worker.get(address)

    assert len(readings()) == 3
    for entry in readings():
        assert set(entry.details) <= {"classes", "case", "policy"}
        assert entry.because == ""


@pytest.mark.parametrize("page", ["person", "case", "why"])
def test_what_cannot_be_recorded_is_not_shown(worker, town, monkeypatch, page):
    address = addresses(town)[page]

    def broken(*_args, **_details):
        raise OSError("the disk of the log is full")

    monkeypatch.setattr(read_log, "record", broken)

    with pytest.raises(OSError, match="disk of the log"):
        worker.get(address)


def test_a_page_without_facts_about_people_leaves_no_trace(worker, town):
    worker.get(f"/desk/places/{Place.objects.first().token}/")

    assert readings() == []
