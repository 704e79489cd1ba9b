"""Addresses of the desk."""

from django.urls import path

from minsheng.faces.desk.views import (
    batch,
    case,
    conflicts,
    duplicates,
    imports,
    leads,
    people,
    person,
    why,
    work,
)

urlpatterns = [
    path("", work.work, name="work"),
    path("cases/<str:token>/", case.case, name="case"),
    path("cases/<str:token>/take/", case.take, name="take_case"),
    path("cases/<str:token>/do/<str:verb_key>/", case.do_verb, name="do_verb"),
    path("why/<str:household_token>/<str:policy>/", why.why, name="why"),
    path("people/", people.people, name="people"),
    path("people/number/", people.by_number, name="person_by_number"),
    path("people/<str:token>/", person.person, name="person"),
    path("people/<str:token>/reveal/", person.reveal_value, name="reveal"),
    path("people/<str:token>/open/", person.open_for, name="open_for"),
    path("leads/", leads.leads, name="leads"),
    path("leads/ask-first/", leads.ask_first, name="ask_first"),
    path("leads/<str:code>/", leads.village, name="village_leads"),
    path("leads/<str:code>/visits/", leads.open_for_village, name="open_visits"),
    path("conflicts/", conflicts.conflicts, name="conflicts"),
    path("conflicts/<int:pk>/", conflicts.conflict, name="conflict"),
    path("conflicts/<int:pk>/settle/", conflicts.settle_conflict, name="settle_conflict"),
    path("duplicates/", duplicates.duplicates, name="duplicates"),
    path("duplicates/<int:pk>/", duplicates.duplicate, name="duplicate"),
    path("duplicates/<int:pk>/decide/", duplicates.decide, name="decide_duplicate"),
    path("imports/", imports.imports, name="imports"),
    path("imports/columns/<str:source_token>/<str:kind>/", imports.explain_columns, name="explain_columns"),
    path("imports/<str:token>/", batch.batch, name="batch"),
    path("imports/<str:token>/rejected/", batch.rejected, name="rejected_rows"),
    path("imports/<str:token>/columns/", batch.correct_columns, name="correct_columns"),
    path("imports/<str:token>/commit/", batch.commit_batch, name="commit_batch"),
    path("imports/<str:token>/discard/", batch.discard_batch, name="discard_batch"),
    path("imports/<str:token>/undo/", batch.undo_batch, name="undo_batch"),
]
