"""Deleting what is still in use answers with a sentence, at every back-office door."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import ProtectedError
from django.http import HttpRequest, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.deprecation import MiddlewareMixin
from django.utils.translation import gettext as _

_NAMED = 3


class StillUsedMiddleware(MiddlewareMixin):
    """Wagtail warns from its reference index, which a task fills: it may lag behind the
    database, whose refusal would otherwise be a server error."""

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponseBase | None:
        if not isinstance(exception, ProtectedError):
            return None
        names = sorted(str(row) for row in exception.protected_objects)
        more = "…" if len(names) > _NAMED else ""
        message = _("Chưa xóa được vì còn được dùng ở: %(places)s. Gỡ ở đó trước.") % {
            "places": ", ".join(names[:_NAMED]) + more
        }
        if request.headers.get("X-Requested-With") == "XMLHttpRequest":
            answer = {"success": False, "error_message": message}
            return JsonResponse(answer, status=409)
        messages.error(request, message)
        return HttpResponseRedirect(request.get_full_path())
