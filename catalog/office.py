"""The manners all lists and forms of the back office share.

Search ignores accents, exports open safely in a spreadsheet, and nothing that other
rows rest on can be deleted by a click."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.utils import timezone
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

if TYPE_CHECKING:
    from storefront.accounts.models import User


Label = str | Promise


def spreadsheet_safe(text: str) -> str:
    """Return ``text`` so that no spreadsheet takes it for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


class OfficeIndexView(generic.IndexView):
    """A list whose search is ``find`` and whose exported columns may be computed."""

    find: Callable[[QuerySet[Any], str], QuerySet[Any]] | None = None
    # exported column → (heading, value of a row)
    exported: dict[str, tuple[Any, Callable[[Any], Any]]] = {}
    base_queryset: Callable[[], QuerySet[Any]] | None = None
    custom_value_preprocess = {
        **generic.IndexView.custom_value_preprocess,
        str: {"csv": spreadsheet_safe},
    }

    @cached_property
    def is_searchable(self) -> bool:
        return type(self).find is not None

    @cached_property
    def list_export(self) -> list[str]:
        return list(self.exported)

    def get_base_queryset(self) -> QuerySet[Any]:
        make = type(self).base_queryset
        return make() if make else super().get_base_queryset()

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return super().filter_queryset(queryset).distinct()  # type: ignore[no-any-return]

    def search_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        find = type(self).find
        if not self.is_searching or find is None:
            return queryset
        return find(queryset, self.search_query)

    def to_row_dict(self, item: Any) -> dict[str, Any]:
        return {name: value(item) for name, (_label, value) in self.exported.items()}

    def get_heading(self, queryset: QuerySet[Any], field: str) -> str:
        return str(self.exported[field][0])

    def get_filename(self) -> str:
        return f"{self.export_filename}-{timezone.localdate():%Y-%m-%d}"

    def stream_csv(self, queryset: QuerySet[Any]) -> Iterator[bytes]:
        yield b"\xef\xbb\xbf"  # or Excel reads the accents wrong
        yield from super().stream_csv(queryset)


class OfficeCreateView(generic.CreateView):
    page_title = _("Thêm")
    success_message = _("Đã thêm “%(object)s”.")
    error_message = _("Chưa lưu được: còn ô cần sửa.")
    submit_button_label = _("Thêm")
    submit_button_active_label = _("Đang lưu…")


class OfficeEditView(generic.EditView):
    page_title = _("Sửa")
    success_message = _("Đã lưu “%(object)s”.")
    error_message = _("Chưa lưu được: còn ô cần sửa.")
    submit_button_label = _("Lưu")
    submit_button_active_label = _("Đang lưu…")


@dataclass(frozen=True)
class Rows:
    """A set of rows below a form: hours of a showroom, rates of a zone."""

    prefix: str
    heading: Any
    formset_class: Any
    hint: Any = ""


class RowsMixin:
    """A form with sets of rows that are valid, and saved, only together with it."""

    rows: tuple[Rows, ...] = ()
    template_name = "office/with_rows.html"
    request: HttpRequest

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        data = self.request.POST if self.request.method == "POST" else None
        self.row_sets = [
            (rows, rows.formset_class(data, instance=form.instance, prefix=rows.prefix))
            for rows in self.rows
        ]
        return form

    def is_valid(self, form: Any) -> bool:
        valid = super().is_valid(form)
        answers = [formset.is_valid() for _rows, formset in self.row_sets]
        if valid and all(answers):
            return True
        self.produced_error_code = "validation_error"
        self.produced_error_message = str(self.error_message)  # type: ignore[attr-defined]
        return False

    def save_instance(self) -> Any:
        instance = super().save_instance()
        for _rows, formset in self.row_sets:
            formset.instance = instance
            formset.save()
        return instance

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["row_sets"] = self.row_sets
        for _rows, formset in self.row_sets:
            context["media"] += formset.media
        return context


class OfficeViewSet(ModelViewSet):
    """A model's list, forms and history; ``is_deletable`` opens the delete page."""

    index_view_class = OfficeIndexView
    add_view_class = OfficeCreateView
    edit_view_class = OfficeEditView
    copy_view_enabled = False
    add_to_admin_menu = True
    is_deletable = False
    is_creatable = True
    is_editable = True

    @property
    def closed(self) -> set[str]:
        """The names of the URLs this desk does not have."""
        opened = {
            "delete": self.is_deletable,
            "usage": self.is_deletable,
            "add": self.is_creatable,
            "edit": self.is_editable,
        }
        return {name for name, is_open in opened.items() if not is_open}

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        common: dict[str, Any] = super().get_common_view_kwargs(**kwargs)
        return common | {f"{name}_url_name": None for name in self.closed}

    def get_urlpatterns(self) -> list[Any]:
        return [
            pattern
            for pattern in super().get_urlpatterns()
            if pattern.name not in self.closed
        ]


def heading(title: Label, *trail: tuple[str, Label], icon: str = "") -> dict[str, Any]:
    """What "office/page.html" writes above a page: its title, and the addresses and
    names of the pages that lead to it."""
    steps: list[tuple[str, Label]] = [("wagtailadmin_home", _("Trang chủ")), *trail]
    return {
        "heading": title,
        "icon": icon,
        "trail": [
            *({"url": resolve_url(url), "label": label} for url, label in steps),
            {"url": "", "label": title},
        ],
    }


def text_of(item: Model | None) -> str:
    """The item's words for a cell; nothing for None."""
    return "" if item is None else str(item)


def officer(request: HttpRequest) -> User:
    """Who acts; the back office lets in nobody who is not signed in."""
    return cast("User", request.user)


def choose_from(field: Any, rows: QuerySet[Any]) -> None:
    """Let a form's field choose among ``rows``."""
    field.queryset = rows


def take_comma(field: Any) -> None:
    """Let a number field read 82,5 as people here write it, and show it so.

    As text: a browser empties a number input whose value has a comma."""
    field.localize = field.widget.is_localized = True
    field.widget.input_type = "text"
    field.widget.attrs["inputmode"] = "decimal"
