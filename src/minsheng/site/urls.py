"""All URLs of the site. A view without audience and scope, or a field without a class, stops the start."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from minsheng.faces.api.urls import urlpatterns as api_urls
from minsheng.kernel.privacy.holdings import refuse_undeclared_fields
from minsheng.kernel.staff.access import refuse_undeclared

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("minsheng.faces.design.urls")),
    path("", include("minsheng.faces.portal.urls")),
    path("desk/", include("minsheng.faces.desk.urls")),
    path("board/", include("minsheng.faces.board.urls")),
    path("api/v1/", include((api_urls, "api"))),
]

refuse_undeclared(urlpatterns)
refuse_undeclared_fields()
