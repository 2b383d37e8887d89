"""People of the tests."""

import factory
from django.contrib.auth.models import Group
from factory.django import DjangoModelFactory

from storefront.accounts.groups import RIGHTS, STAFF, ensure_groups
from storefront.accounts.models import User


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"nguoi{n}@example.vn")
    first_name = "Trần Thị Lụa"
    password = factory.django.Password("mat-khau-thu-2026")


def staff_member(*groups: str) -> User:
    """Somebody of these groups; of all but the administrators if none is named."""
    if Group.objects.filter(name__in=RIGHTS).count() < len(RIGHTS):
        ensure_groups()
    person: User = UserFactory(is_staff=True)
    person.groups.set(Group.objects.filter(name__in=groups or STAFF))
    return person
