"""Fairs and participations in the back office; their papers are for staff alone."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    ObjectList,
)
from wagtail.log_actions import LogActionRegistry, LogFormatter

from catalog.office import OfficeViewSet

from . import desk, participation_desk
from .models import Evidence, Fair, Participation


class FairViewSet(OfficeViewSet):
    model = Fair
    name = "hoi-cho"
    icon = "date"
    menu_label = _("Hội chợ")
    menu_order = 97
    index_view_class = desk.FairIndexView
    add_view_class = desk.FairCreateView
    edit_view_class = desk.FairEditView
    inspect_view_class = desk.FairView
    inspect_view_enabled = True
    create_template_name = edit_template_name = desk.FairEditView.template_name
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldPanel("name"),
                    FieldRowPanel([FieldPanel("scope"), FieldPanel("status")]),
                    FieldPanel("place"),
                    FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
                    FieldPanel("hours_note"),
                    FieldPanel("organiser"),
                    FieldPanel("host"),
                ],
                heading=_("Hội chợ"),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("invitation_number"),
                    FieldPanel("register_until"),
                    FieldPanel("results_on"),
                    FieldPanel("note"),
                    FieldPanel("is_demo"),
                ],
                heading=_("Theo dõi"),
            ),
        ],
        base_form_class=desk.FairForm,
    )

    def get_urlpatterns(self) -> list[Any]:
        printed = path("<int:pk>/danh-sach/", desk.ListView.as_view(), name="list")
        return [*super().get_urlpatterns(), printed]


class ParticipationViewSet(OfficeViewSet):
    model = Participation
    name = "tham-gia-hoi-cho"
    icon = "list-ul"
    menu_label = _("Tham gia hội chợ")
    menu_order = 115
    add_to_admin_menu = False
    add_to_settings_menu = True
    index_view_class = participation_desk.ParticipationIndexView
    add_view_class = participation_desk.RegisterView
    edit_view_class = participation_desk.ParticipationEditView
    edit_template_name = participation_desk.ParticipationEditView.template_name
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldPanel("booth"),
                    FieldPanel("products"),
                    FieldPanel("invitation_number"),
                    FieldPanel("registered_on"),
                    FieldPanel("sales_amount"),
                    FieldPanel("contact_note"),
                ],
                heading=_("Tham gia"),
            ),
        ],
        base_form_class=participation_desk.ParticipationForm,
    )
    register_handler = ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldPanel("fair"),
                    FieldPanel("producer"),
                    FieldPanel("registered_on"),
                    FieldPanel("invitation_number"),
                    FieldPanel("contact_note"),
                ],
                heading=_("Đăng ký"),
            ),
        ],
        base_form_class=participation_desk.RegisterForm,
    )

    def get_add_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        handler = self.register_handler.bind_to_model(self.model)
        return super().get_add_view_kwargs(  # type: ignore[no-any-return]
            panel=handler, form_class=handler.get_form_class(), **kwargs
        )

    def get_urlpatterns(self) -> list[Any]:
        act = path(
            "<int:pk>/viec/<slug:act>/",
            participation_desk.ActView.as_view(),
            name="act",
        )
        return [*super().get_urlpatterns(), act]


@hooks.register("register_admin_viewset")
def register_fair_desks() -> list[Any]:
    return [FairViewSet(), ParticipationViewSet()]


@hooks.register("register_log_actions")
def register_step_action(actions: LogActionRegistry) -> None:
    labels = dict(Participation.STATES)

    @actions.register_action("fairs.step")
    class ParticipationMoved(LogFormatter):
        label = _("Đổi tình trạng tham gia")

        def format_message(self, log_entry: Any) -> str:
            data = log_entry.data
            return (
                f"{labels.get(data.get('old'), '')} → {labels.get(data.get('new'), '')}"
            )


@hooks.register("before_serve_document")
def keep_evidence_among_staff(document: Any, request: HttpRequest) -> None:
    """A paper of the register bears names and sums: only who sees the register."""
    may_see = request.user.has_perm("fairs.view_participation")
    if not may_see and Evidence.objects.filter(document=document).exists():
        raise PermissionDenied
