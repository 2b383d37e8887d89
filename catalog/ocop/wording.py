"""What a certificate is worth on a day, in one plain sentence."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from catalog.ocop.models import Certificate


@dataclass(frozen=True)
class Statement:
    """``kind`` is the kind of an alert; ``title`` and ``message`` are sentences."""

    kind: str
    title: str
    message: str
    state: str


def statement(
    certificate: Certificate, day: dt.date, current: Certificate | None
) -> Statement:
    """Say what ``certificate`` is on ``day``; ``current`` is the one its product
    bears a star by that day, if any."""
    if certificate.evidence_level != Certificate.Evidence.A:
        return _by_the_press(certificate)
    state = certificate.state_on(day)
    kind, title = _SENTENCES[state](certificate)
    return Statement(kind, title, _consequence(certificate, state, current), state)


def _consequence(
    certificate: Certificate, state: str, current: Certificate | None
) -> str:
    if state in {Certificate.State.VALID, Certificate.State.EXTENDED}:
        return ""
    if current is not None and current != certificate:
        return _("Sản phẩm này đang mang sao theo chứng nhận %(number)s.") % {
            "number": current.decision
        }
    return _("Sản phẩm này hiện không mang sao OCOP.")


def _by_the_press(certificate: Certificate) -> Statement:
    title = _("Theo báo chí, cổng thông tin: %(stars)s sao.") % {
        "stars": certificate.stars
    }
    message = _(
        "Trang chưa có bản quyết định nên không gắn nhãn OCOP. Nguồn: %(source)s."
    ) % {"source": certificate.evidence_source or _("chưa ghi")}
    return Statement("info", title, message, "press")


def _valid(certificate: Certificate) -> tuple[str, str]:
    return "ok", _("Chứng nhận %(number)s còn hiệu lực đến hết ngày %(day)s.") % {
        "number": certificate.decision,
        "day": _day(certificate.expires_on),
    }


def _extended(certificate: Certificate) -> tuple[str, str]:
    return "ok", _(
        "Chứng nhận %(number)s hết hạn ngày %(expiry)s và được kéo dài đến hết ngày "
        "%(day)s theo %(reference)s."
    ) % {
        "number": certificate.decision,
        "expiry": _day(certificate.expires_on),
        "day": _day(certificate.last_valid_day),
        "reference": certificate.extension_reference,
    }


def _expired(certificate: Certificate) -> tuple[str, str]:
    return "warn", _("Chứng nhận %(number)s đã hết hạn ngày %(day)s.") % {
        "number": certificate.decision,
        "day": _day(certificate.last_valid_day),
    }


def _revoked(certificate: Certificate) -> tuple[str, str]:
    values = {
        "number": certificate.decision,
        "day": _day(certificate.revoked_on),
        "ground": certificate.get_revocation_ground_display(),
        "decision": certificate.revocation_decision,
    }
    if certificate.revocation_decision:
        return "warn", _(
            "Chứng nhận %(number)s đã bị thu hồi ngày %(day)s theo quyết định "
            "%(decision)s. Lý do: %(ground)s."
        ) % values
    return "warn", _(
        "Chứng nhận %(number)s đã bị thu hồi ngày %(day)s. Lý do: %(ground)s."
    ) % values


def _superseded(certificate: Certificate) -> tuple[str, str]:
    new = certificate.superseded_by
    return "info", _(
        "Chứng nhận %(number)s đã được thay bằng chứng nhận %(new)s từ ngày %(day)s."
    ) % {
        "number": certificate.decision,
        "new": new.decision if new else "",
        "day": _day(new.issued_on if new else None),
    }


def _upcoming(certificate: Certificate) -> tuple[str, str]:
    return "info", _("Chứng nhận %(number)s có hiệu lực từ ngày %(day)s.") % {
        "number": certificate.decision,
        "day": _day(certificate.issued_on),
    }


def _day(day: dt.date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


_SENTENCES = {
    Certificate.State.VALID: _valid,
    Certificate.State.EXTENDED: _extended,
    Certificate.State.EXPIRED: _expired,
    Certificate.State.REVOKED: _revoked,
    Certificate.State.SUPERSEDED: _superseded,
    Certificate.State.UPCOMING: _upcoming,
}
