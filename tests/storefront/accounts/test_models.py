"""What the table of users refuses."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from storefront.accounts.models import User


def test_a_user_without_phone_and_address_is_refused(db):
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(first_name="Lê Văn Bưởi")


def test_the_form_says_why(db):
    with pytest.raises(ValidationError) as caught:
        User(first_name="Lê Văn Bưởi", password="x").full_clean()

    assert "Cần ít nhất số điện thoại hoặc thư điện tử." in str(caught.value)


def test_a_number_belongs_to_one_person(db):
    User.objects.create_user(phone="0912345678")

    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user(phone="+84912345678")


def test_an_address_belongs_to_one_person_in_any_case(db):
    User.objects.create_user("hoa@example.com")

    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(email="HOA@example.com")


def test_many_people_have_no_address(db):
    User.objects.create(phone="+84912345678", email="")
    User.objects.create(phone="+84987654321", email="")

    assert User.objects.filter(email=None).count() == 2
