"""What the inbox's template asks for."""

from django import template

from cms.inbox.desk import history_line

register = template.Library()
register.filter("history_line", history_line)
