"""The public side: drawing a form, taking a letter, telling its number."""

from __future__ import annotations

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.vietnamese import clean_line
from cms.legal import consent_version

from . import guard, services
from .forms import FORMS, LetterForm
from .models import Enquiry, EnquiryPage

SENT = "da-gui"  # the parameter of the page that confirms
ABOUT = "san-pham"  # the parameter by which a product's page names itself
_SALT = "cms.inbox.sent"


def answer(request: HttpRequest, page: EnquiryPage) -> HttpResponse:
    """The page with its form, with what is wrong with it, or with the number of the
    letter that was sent."""
    if request.method == "POST":
        return _take(request, page)
    sent = _sent(request.GET.get(SENT, ""))
    if sent:
        return _draw(request, page, enquiry=sent)
    about = clean_line(request.GET.get(ABOUT, ""))[:200]
    return _draw(request, page, form=FORMS[page.kind](initial={"product": about}))


def _take(request: HttpRequest, page: EnquiryPage) -> HttpResponse:
    form = FORMS[page.kind](request.POST)
    if not form.is_valid():
        return _draw(request, page, form=form, status=422)
    if not guard.may_send(request, "".join(form.cleaned_data["contact"])):
        form.add_error(
            None, _("Anh chị đã gửi nhiều thư. Xin chờ một giờ, hoặc gọi cửa hàng.")
        )
        return _draw(request, page, form=form, status=429)
    enquiry = services.receive(
        kind=page.kind,
        sending=form.sending,
        fields={**form.letter(), "policy_version": consent_version()},
        at=timezone.now(),
    )
    token = signing.dumps(enquiry.pk, salt=_SALT)
    return redirect(f"{page.url}?{SENT}={token}")


def _sent(token: str) -> Enquiry | None:
    try:
        key = signing.loads(token, salt=_SALT, max_age=guard.LONGEST)
    except (signing.BadSignature, UnicodeError, ValueError):
        return None
    return Enquiry.objects.filter(pk=key).first()


def _draw(
    request: HttpRequest,
    page: EnquiryPage,
    *,
    form: LetterForm | None = None,
    enquiry: Enquiry | None = None,
    status: int = 200,
) -> HttpResponse:
    context = page.get_context(request) | {"form": form, "enquiry": enquiry}
    return render(request, page.get_template(request), context, status=status)
