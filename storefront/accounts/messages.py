"""Text messages to phones: the one place where they leave the shop."""

import logging

from django.conf import settings
from django.utils.module_loading import import_string

logger = logging.getLogger(__name__)


def can_send() -> bool:
    """Whether a sender is configured; without one, codes go by e-mail only."""
    return bool(settings.TEXT_MESSAGE_SENDER)


def send(*, phone: str, text: str) -> None:
    """Hand ``text`` to the configured sender, if there is one."""
    if can_send():
        import_string(settings.TEXT_MESSAGE_SENDER)(phone=phone, text=text)


def write_to_log(*, phone: str, text: str) -> None:
    """The sender of a desk: what a phone would show appears on the console."""
    logger.warning("Text message to %s: %s", phone, text)
