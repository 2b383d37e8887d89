"""The groups of public staff and shop staff, and what each may do: the one scheme.

Editors write and submit; what they wrote goes live once an approver says so."""

from collections.abc import Iterable, Iterator

from django.contrib.auth.models import Group, Permission
from django.db.models import Q
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
)

from cms.approval import ensure_approval

EDITORS, APPROVERS, OFFICERS = "Biên tập", "Duyệt bài", "Cán bộ OCOP"
SELLERS, ADMINISTRATORS = "Bán hàng", "Quản trị"
STAFF = (EDITORS, APPROVERS, OFFICERS, SELLERS)  # all but the administrators
# Made by Wagtail's migrations and by former versions of this shop.
_FORMER = ("Editors", "Moderators", "Cán bộ")

VIEW, EDIT = ("view",), ("add", "change", "view")
# app label, or app label and model → what may be done; what does not exist yet is
# left out, so that the groups can be made at any time and made again.
RIGHTS: dict[str, dict[str, tuple[str, ...]]] = {
    EDITORS: {
        "places.craftvillage": EDIT,
        "places.commune": VIEW,
        "wagtailredirects": (*EDIT, "delete"),
        "cms": EDIT,
        "inbox": ("view", "change"),
        "campaigns": VIEW,
        "simple_translation": ("submit",),
        "search.synonym": (*EDIT, "delete"),
        "search.hotword": (*EDIT, "delete"),
        "search.searchedterm": VIEW,
        "jobs": VIEW,
    },
    APPROVERS: {
        "cms": EDIT,
        "inbox": ("view", "change", "delete"),
        "campaigns": VIEW,
        "simple_translation": ("submit",),
        "jobs": VIEW,
    },
    OFFICERS: {
        "ocop": EDIT,
        "partner.partner": EDIT,
        "catalogue": EDIT,
        "places.craftvillage": EDIT,
        "places.commune": ("view", "change"),
        "places.province": VIEW,
        "places.communechange": VIEW,
        "showrooms": VIEW,
        "fairs": (*EDIT, "delete"),
    },
    SELLERS: {
        "order": ("view", "change"),
        "payment": VIEW,
        "shipping": EDIT,
        "catalogue": EDIT,
        "partner": EDIT,
        "offer": EDIT,
        "voucher": EDIT,
        "campaigns": (*EDIT, "delete"),
        "showrooms": EDIT,
        "places.commune": VIEW,
        "inbox": ("view", "change"),
        "search.synonym": (*EDIT, "delete"),
        "search.hotword": (*EDIT, "delete"),
        "search.searchedterm": VIEW,
        "jobs": VIEW,
    },
    ADMINISTRATORS: {
        "accounts.user": EDIT,
        "auth.group": EDIT,
        "jobs": VIEW,
        "wagtailcore": (*EDIT, "delete"),
    },
}
PICTURES = {
    EDITORS: ("add", "change", "choose"),
    APPROVERS: ("add", "change", "choose"),
    OFFICERS: ("add", "choose"),
    SELLERS: ("add", "choose"),
    ADMINISTRATORS: ("add", "change", "choose", "delete"),
}
PAGES = {
    EDITORS: ("add", "change"),
    APPROVERS: ("add", "change", "publish"),
    ADMINISTRATORS: ("add", "change", "publish", "lock", "unlock", "bulk_delete"),
}
_MAY_APPROVE = (APPROVERS, ADMINISTRATORS)


def ensure_groups() -> list[Group]:
    """Make the groups, give each its rights, and have pages approved by the approvers;
    returns the groups. Rights that somebody added by hand stay."""
    Group.objects.filter(name__in=_FORMER, user=None).delete()
    groups = []
    for name in RIGHTS:
        group, _is_new = Group.objects.get_or_create(name=name)
        group.permissions.add(*_permissions(name))
        _give_collection(group)
        _give_pages(group)
        groups.append(group)
    ensure_approval([group for group in groups if group.name in _MAY_APPROVE])
    return groups


def _permissions(name: str) -> Iterable[Permission]:
    rights = Q(content_type__app_label="wagtailadmin", codename="access_admin")
    for group in RIGHTS if name == ADMINISTRATORS else (name,):
        for subject, actions in RIGHTS[group].items():
            rights |= _right(subject, actions)
    return Permission.objects.filter(rights)


def _right(subject: str, actions: Iterable[str]) -> Q:
    app_label, _dot, model = subject.partition(".")
    allowed = Q()
    for action in actions:
        lookup = "codename" if model else "codename__startswith"
        allowed |= Q(**{lookup: f"{action}_{model}"})
    return Q(content_type__app_label=app_label) & allowed


def _give_collection(group: Group) -> None:
    root = Collection.get_first_root_node()
    for permission in _media_permissions(PICTURES[group.name]):
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=root, permission=permission
        )


def _media_permissions(actions: Iterable[str]) -> Iterator[Permission]:
    for app_label, model in (("wagtailimages", "image"), ("wagtaildocs", "document")):
        codes = [f"{action}_{model}" for action in actions]
        yield from Permission.objects.filter(
            content_type__app_label=app_label, codename__in=codes
        )


def _give_pages(group: Group) -> None:
    root = Page.get_first_root_node()
    codes = [f"{action}_page" for action in PAGES.get(group.name, ())]
    if "publish_page" not in codes:  # editors once had it
        GroupPagePermission.objects.filter(
            group=group, permission__codename="publish_page"
        ).delete()
    permissions = Permission.objects.filter(
        content_type__app_label="wagtailcore", codename__in=codes
    )
    for permission in permissions:
        GroupPagePermission.objects.get_or_create(
            group=group, page=root, permission=permission
        )
