"""People of the tests."""

import factory
from factory.django import DjangoModelFactory

from storefront.accounts.models import User


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"nguoi{n}@example.vn")
    first_name = "Trần Thị Lụa"
    password = factory.django.Password("mat-khau-thu-2026")
