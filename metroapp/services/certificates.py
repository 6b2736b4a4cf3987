"""What may be said of a certificate of a means."""

from __future__ import annotations

from datetime import date

from metroapp.domain.entered_text import require_text
from metroapp.domain.instrument import Instrument
from metroapp.domain.message import Refusal


def require_certificate(means: Instrument, number: str, issued: date, laboratory: str, today: date) -> None:
    """Refuse what cannot be said of a certificate of a means.

    Refuses `certificate.number_missing`, `certificate.laboratory_missing`, `certificate.issued_later` (than today),
    `certificate.older_than_means`, and as `require_text`.
    """
    require_text(number, laboratory)
    if not number:
        raise Refusal("certificate.number_missing")
    if not laboratory:
        raise Refusal("certificate.laboratory_missing")
    if issued > today:
        raise Refusal("certificate.issued_later", issued=issued)
    since = means.in_service_since
    if since is not None and issued < since:
        raise Refusal("certificate.older_than_means", issued=issued, instrument=means.number, since=since)
