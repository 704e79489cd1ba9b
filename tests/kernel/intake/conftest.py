"""A county with invented divisions, a clerk, a source, and a way to send files."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.contrib.auth.models import User
from tests.kernel.intake.make_workbooks import FOLDER
from tests.kernel.intake.synthetic import COUNTY, DIVISIONS, TODAY

from minsheng.kernel.divisions.codes import depth
from minsheng.kernel.divisions.models import Division
from minsheng.kernel.intake.actions.commit import commit
from minsheng.kernel.intake.actions.preview import Sent, preview
from minsheng.kernel.intake.models import Batch, Source
from minsheng.kernel.registry.card import Role
from minsheng.kernel.staff.models import Post

NOON = datetime(2026, 11, 24, 4, tzinfo=UTC)
Send = Callable[..., Batch]


@pytest.fixture
def land(db: None) -> None:
    for division in DIVISIONS:
        Division.objects.create(
            code=division.code,
            name=division.name,
            kind="x",
            level=depth(division.code),
            full_name=division.name,
        )


@pytest.fixture
def clerk(land: None) -> User:
    user = User.objects.create_user("clerk")
    Post.objects.create(
        user=user, role=Role.COUNTY_CLERK, programme="", division_id=COUNTY, from_on=date(2020, 1, 1)
    )
    return user


@pytest.fixture
def source(land: None) -> Source:
    return Source.objects.create(name="灵石县某局", division_id=COUNTY)


@pytest.fixture
def send(source: Source, clerk: User) -> Send:
    """Return a function that previews a file: one of the awkward workbooks, or rows of text."""

    def send_file(
        name: str,
        *rows: str,
        as_of: date = TODAY,
        at: datetime = NOON,
        by: User | None = clerk,
        **said: object,
    ) -> Batch:
        content = "\n".join(rows).encode() if rows else (FOLDER / name).read_bytes()
        sent = Sent(content=content, file_name=name, as_of=as_of, **said)  # type: ignore[arg-type]
        return preview(sent, source=source, by=by, at=at, on=TODAY)

    return send_file


@pytest.fixture
def bring(send: Send, clerk: User) -> Send:
    """Return a function that previews a file and commits it, leaving out what cannot be taken."""

    def bring_file(name: str, *rows: str, **said: object) -> Batch:
        batch = send(name, *rows, **said)
        return commit(batch, by=clerk, at=NOON, leaving_out_rejected=True)

    return bring_file
