"""The files that bureaus send: from whom, what was said about their columns, what became of every row."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import models

from minsheng.kernel.divisions.models import Division
from minsheng.kernel.privacy.fields import EncryptedField, EncryptedJSONField
from minsheng.kernel.privacy.tokens import new_token
from minsheng.kernel.staff.scope import ScopedQuerySet


class EncryptedFileField(EncryptedField):
    """The bytes of a file, sealed to its row."""

    def to_bytes(self, value: Any) -> bytes:
        return bytes(value)

    def from_bytes(self, value: bytes) -> Any:
        return value


class Source(models.Model):
    """Who sends files: a bureau of a division. What its columns mean is remembered for it."""

    token = models.CharField(max_length=16, unique=True, default=new_token, editable=False)
    name = models.CharField(max_length=80, help_text="来源单位,如“灵石县残联”。")
    division = models.ForeignKey(Division, on_delete=models.PROTECT, related_name="+")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        ordering = ["division", "name"]
        constraints = [
            models.UniqueConstraint(fields=["name", "division"], name="intake_source_is_named_once"),
        ]

    def __str__(self) -> str:
        return self.name


class RememberedColumn(models.Model):
    """What a person said a column of a source means; an empty field means that it is left out."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="remembered_columns")
    kind = models.CharField(max_length=60, help_text="Key of the kind of sheet.")
    header = models.CharField(max_length=200, help_text="The header in its plain form.")
    field = models.CharField(max_length=60, blank=True, help_text="The field it fills; empty: left out.")
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    said_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source", "kind", "header"], name="intake_column_means_one_thing"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.header} → {self.field}"


class BatchQuerySet(ScopedQuerySet):
    """Questions about batches."""

    def open(self) -> BatchQuerySet:
        """Return the batches that wait for somebody's confirmation."""
        return self.filter(state=Batch.State.PREVIEWED)


class BatchManager(models.Manager.from_queryset(BatchQuerySet)):  # type: ignore[misc]
    """Leaves the bytes of the files in the database until somebody asks for them."""

    def get_queryset(self) -> BatchQuerySet:
        queryset: BatchQuerySet = super().get_queryset().defer("content", "accepted_rows")
        return queryset


class Batch(models.Model):
    """One file of one kind: previewed, then committed whole or not at all; it can be undone."""

    class State(models.TextChoices):
        PREVIEWED = "previewed", "待确认"
        COMMITTED = "committed", "已导入"
        UNDONE = "undone", "已撤销"
        DISCARDED = "discarded", "已放弃"

    token = models.CharField(max_length=16, unique=True, default=new_token, editable=False)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="batches")
    division = models.ForeignKey(Division, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=60, help_text="Key of the kind of sheet.")
    file_name = models.CharField(max_length=255, help_text="上传时的文件名。")
    fingerprint = models.CharField(
        max_length=64, db_index=True, help_text="SHA-256 of the bytes of the file."
    )
    content = EncryptedFileField(null=True, help_text="The file itself until it is committed or discarded.")
    accepted_rows = EncryptedFileField(null=True, help_text="The rows as they were shown, until then, too.")
    as_of = models.DateField(help_text="数据所指的日期。")
    checked_on = models.DateField(help_text="The day the rows were checked for.")
    control_total = models.PositiveIntegerField(null=True, help_text="来源单位说明的行数。")
    is_whole_roll = models.BooleanField(
        default=False, help_text="名册是全部名单:上一份里有、这一份里没有的,视为停发。"
    )
    is_synthetic = models.BooleanField(default=False, help_text="合成数据,不是真实人员。")
    counted = models.PositiveIntegerField()
    accepted = models.PositiveIntegerField()
    rejected = models.PositiveIntegerField()
    set_aside = models.PositiveIntegerField()
    columns = models.JSONField(default=list, help_text="The headers and what each was taken for.")
    notes = models.JSONField(default=list, help_text="What was noted, in both languages; no personal value.")
    set_aside_rows = models.JSONField(
        default=list, help_text="Sheet, row and reason of rows that are no data."
    )
    problem_counts = models.JSONField(default=dict, help_text="How many rows were rejected for each reason.")
    state = models.CharField(max_length=12, choices=State, default=State.PREVIEWED)
    previewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    previewed_at = models.DateTimeField()
    committed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    committed_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    undone_at = models.DateTimeField(null=True)
    undone_because = models.CharField(max_length=300, blank=True)
    outcome = models.JSONField(default=dict, help_text="How many rows of each sort the commit wrote.")

    objects = BatchManager()

    class Meta:
        ordering = ["-previewed_at"]
        verbose_name_plural = "batches"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    counted=models.F("accepted") + models.F("rejected") + models.F("set_aside")
                ),
                name="intake_batch_loses_no_row",
                violation_error_message="行数不平:读到的行必须等于可导入、未导入与非数据行之和。",
            ),
            models.UniqueConstraint(
                fields=["fingerprint", "kind"],
                condition=models.Q(state="committed"),
                name="intake_batch_of_a_file_is_committed_once",
                violation_error_message="这个文件已经导入过。",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="committed") | models.Q(committed_at__isnull=False),
                name="intake_batch_is_committed_at_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file_name} ({self.state})"

    @property
    def is_committed(self) -> bool:
        return self.state == self.State.COMMITTED


class RejectedRow(models.Model):
    """A row that was not taken, as it was sent, with the reasons."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="rejected_rows")
    sheet = models.CharField(max_length=80, blank=True)
    row = models.PositiveIntegerField(help_text="The row as Excel shows it.")
    cells = EncryptedJSONField(help_text="The cells as text.")
    # Sealed as well: a wording that is not known may still tell of somebody's health.
    problems = EncryptedJSONField(
        help_text="Code, column, value (numbers masked), sentences in both languages."
    )

    class Meta:
        ordering = ["batch", "sheet", "row"]
        indexes = [models.Index(fields=["batch", "sheet", "row"], name="intake_rejectedrow_order")]

    def __str__(self) -> str:
        return f"{self.sheet} {self.row}"

    @property
    def token(self) -> str:
        """The name of the row, into which the cells are sealed."""
        return self.id.hex


class ReplacedValue(models.Model):
    """A value that a batch replaced in a row it did not write, so that undoing can put it back."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="replaced_values")
    model = models.CharField(max_length=60, help_text="Label of the model, such as people.Person.")
    row_id = models.BigIntegerField()
    field = models.CharField(max_length=60)
    before = models.CharField(max_length=200, null=True)  # noqa: DJ001 (empty text and nothing differ here)
    after = models.CharField(max_length=200, null=True)  # noqa: DJ001

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "model", "row_id", "field"], name="intake_replacedvalue_once_in_a_batch"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.model}.{self.field}"
