"""The register of certificates and the decisions behind its rules."""

from typing import Any

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList

from catalog.choosers import product_chooser
from catalog.office import OfficeIndexView, OfficeViewSet

from . import desk, desk_list
from .models import Certificate, RuleVersion


class CertificateViewSet(OfficeViewSet):
    model = Certificate
    name = "chung-nhan"
    icon = "doc-full"
    menu_label = _("Chứng nhận OCOP")
    menu_order = 96
    index_view_class = desk_list.CertificateIndexView
    add_view_class = desk.IssueView
    edit_view_class = desk.EvidenceView
    inspect_view_class = desk.CertificateView
    inspect_view_enabled = True
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldPanel("product", widget=product_chooser.widget_class),
                    FieldPanel("stars"),
                    FieldPanel("score"),
                    FieldPanel("rule_version"),
                ],
                heading=_("Kết quả"),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("number"),
                    FieldPanel("scheme"),
                    FieldPanel("decision"),
                    FieldPanel("authority"),
                    FieldPanel("authority_level"),
                    FieldPanel("issued_on"),
                    FieldPanel("expires_on"),
                ],
                heading=_("Quyết định"),
                help_text=_("Chép đúng như trên giấy."),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("evidence_level"),
                    FieldPanel("evidence_source"),
                    FieldPanel("document"),
                    FieldPanel("is_demo"),
                ],
                heading=_("Minh chứng"),
            ),
        ],
        base_form_class=desk.DecisionForm,
    )
    evidence_handler = ObjectList(
        [
            FieldPanel("evidence_source"),
            FieldPanel("document"),
            FieldPanel("is_demo"),
        ]
    )

    def get_edit_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        handler = self.evidence_handler.bind_to_model(self.model)
        return super().get_edit_view_kwargs(  # type: ignore[no-any-return]
            panel=handler, form_class=handler.get_form_class(), **kwargs
        )

    def get_urlpatterns(self) -> list[Any]:
        act = path("<int:pk>/viec/<slug:act>/", desk.ActView.as_view(), name="act")
        return [*super().get_urlpatterns(), act]


class RuleVersionIndexView(OfficeIndexView):
    default_ordering = "signed_on"
    export_filename = "van-ban-ocop"
    exported = {
        "code": (_("Mã"), lambda rule: rule.code),
        "decision": (_("Văn bản"), lambda rule: rule.decision),
        "signed_on": (_("Ngày ký"), lambda rule: rule.signed_on),
        "effective_from": (_("Hiệu lực từ"), lambda rule: rule.effective_from),
        "effective_to": (_("Hiệu lực đến hết"), lambda rule: rule.effective_to),
    }


class RuleVersionViewSet(OfficeViewSet):
    """Rules change by a migration, with their text beside it; here they are read."""

    model = RuleVersion
    name = "van-ban-ocop"
    icon = "doc-empty"
    menu_label = _("Văn bản OCOP")
    menu_order = 120
    add_to_admin_menu = False
    add_to_settings_menu = True
    index_view_class = RuleVersionIndexView
    inspect_view_enabled = True
    is_creatable = False
    is_editable = False
    form_fields: list[str] = []
    list_display = [
        "decision",
        "signed_on",
        "effective_from",
        "effective_to",
        "validity_months",
    ]


@hooks.register("register_admin_viewset")
def register_ocop_desks() -> list[Any]:
    return [CertificateViewSet(), RuleVersionViewSet()]
