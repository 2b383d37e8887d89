"""Form fields of people's phone numbers."""

from phonenumber_field.formfields import PhoneNumberField as PhoneField  # noqa: F401
