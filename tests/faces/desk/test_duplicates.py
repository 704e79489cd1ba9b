"""Two entries that may be one person."""

from __future__ import annotations

import pytest
from tests.make.town import Town

from minsheng.kernel.people.models import DuplicateCandidate, Person


@pytest.fixture
def pair(town: Town) -> DuplicateCandidate:
    return DuplicateCandidate.objects.get()


def decide(client, pair, **given):
    return client.post(f"/desk/duplicates/{pair.pk}/decide/", given)


def test_pairs_are_listed_with_the_reasons(reviewer, pair):
    page = reviewer.get("/desk/duplicates/").content.decode()

    assert "王桂兰" in page
    assert "姓名、出生日期相同，在同一个乡镇" in page


@pytest.mark.parametrize(("who", "status"), [("stranger", 404), ("leader", 403), ("auditor", 200)])
def test_others_open_a_pair_only_if_their_post_reaches_it(town, at_the_desk_of, pair, who, status):
    assert at_the_desk_of(getattr(town, who)).get(f"/desk/duplicates/{pair.pk}/").status_code == status


def test_two_entries_stand_side_by_side_and_show_only_the_end_of_a_number(reviewer, town, pair):
    page = reviewer.get(f"/desk/duplicates/{pair.pk}/").content.decode()

    number = town.people["guilan"].identity_number
    assert f"尾号{number[-4:]}" in page
    assert number not in page
    assert "没有登记" in page


def test_they_are_merged_into_the_entry_that_is_kept(reviewer, town, pair):
    answer = decide(reviewer, pair, answer=town.people["guilan"].token, because="村里都认识她")

    assert answer["Location"] == "/desk/duplicates/"
    assert Person.objects.filter(merged_into=town.people["guilan"]).count() == 1


def test_they_are_told_apart(reviewer, pair):
    decide(reviewer, pair, answer="different", because="一个在玉成，一个在胡家岭")

    pair.refresh_from_db()
    assert pair.state == "different"
    assert Person.objects.filter(merged_into__isnull=False).count() == 0


@pytest.mark.parametrize(
    "given", [{}, {"answer": "different"}, {"answer": "somebody", "because": "村里都认识她"}]
)
def test_without_an_answer_and_a_reason_nothing_is_decided(reviewer, pair, given):
    answer = decide(reviewer, pair, **given)

    pair.refresh_from_db()
    assert answer.status_code == 422
    assert pair.state == "open"


def test_an_auditor_decides_nothing(town, at_the_desk_of, pair):
    assert (
        decide(at_the_desk_of(town.auditor), pair, answer="different", because="村里都认识她").status_code
        == 403
    )


def test_a_decided_pair_says_who_decided_and_asks_no_more(reviewer, pair):
    decide(reviewer, pair, answer="different", because="一个在玉成，一个在胡家岭")

    page = reviewer.get(f"/desk/duplicates/{pair.pk}/").content.decode()

    assert "已定为两个人" in page
    assert "李芳" in page
    assert "您的判断" not in page


def test_what_was_decided_a_moment_ago_is_said(reviewer, pair):
    decide(reviewer, pair, answer="different", because="一个在玉成，一个在胡家岭")

    page = reviewer.post(
        f"/desk/duplicates/{pair.pk}/decide/", {"answer": "different", "because": "村里都认识她"}, follow=True
    ).content.decode()

    assert "已有同事定过" in page


def test_an_empty_list_says_when_it_is_looked_through_again(stranger):
    assert "导入新表格后会自动再查" in stranger.get("/desk/duplicates/").content.decode()
