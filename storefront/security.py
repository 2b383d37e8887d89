"""Two content security policies by path: strict for the shop, looser inside."""

from csp.middleware import CSPMiddleware, PolicyParts
from csp.utils import DIRECTIVES_T
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase


class PolicyByPathMiddleware(CSPMiddleware):
    """django-csp knows one policy; Wagtail's admin and Oscar's dashboard cannot
    live without inline code, the public pages must."""

    def get_policy_parts(
        self,
        request: HttpRequest,
        response: HttpResponseBase,
        report_only: bool = False,
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if not report_only and request.path.startswith(settings.BACK_OFFICE_PREFIXES):
            directives: DIRECTIVES_T = settings.CONTENT_SECURITY_POLICY_BACK_OFFICE
            parts.config = directives
        return parts
