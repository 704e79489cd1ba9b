"""All URLs of the site. A view that does not declare its audience and scope stops the start."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

from minsheng.kernel.staff.access import refuse_undeclared

urlpatterns: list[URLPattern | URLResolver] = []

refuse_undeclared(urlpatterns)
