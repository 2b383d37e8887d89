"""The user: known by a phone number, an e-mail address, or both."""

from typing import Any, ClassVar

from django.contrib.auth.models import (
    AbstractBaseUser,
    BaseUserManager,
    PermissionsMixin,
)
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField


class UserManager(BaseUserManager["User"]):
    def create_user(
        self,
        email: str | None = None,
        password: str | None = None,
        *,
        phone: str | None = None,
        **fields: Any,
    ) -> "User":
        """Create a user who has a phone number, an e-mail address, or both."""
        if not email and not phone:
            raise ValueError("a user needs a phone number or an e-mail address")
        user = self.model(
            email=self.normalize_email(email).lower() if email else None,
            phone=phone or None,
            **fields,
        )
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(
        self, email: str, password: str | None = None, **fields: Any
    ) -> "User":
        return self.create_user(
            email, password, is_staff=True, is_superuser=True, **fields
        )

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    """Phone and e-mail are both optional and unique; at least one is there.

    ``first_name`` holds the whole name as Vietnamese people write it; ``last_name``
    stays for Wagtail's and Oscar's forms and may be empty."""

    phone = PhoneNumberField(
        _("số điện thoại"), region="VN", unique=True, null=True, blank=True
    )
    phone_verified = models.BooleanField(_("đã xác minh số"), default=False)
    email = models.EmailField(_("thư điện tử"), unique=True, null=True, blank=True)
    first_name = models.CharField(_("họ và tên"), max_length=150, blank=True)
    last_name = models.CharField(_("tên đệm hoặc bút danh"), max_length=150, blank=True)
    is_staff = models.BooleanField(_("là cán bộ"), default=False)
    is_active = models.BooleanField(_("đang dùng"), default=True)
    date_joined = models.DateTimeField(_("ngày tham gia"), default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("người dùng")
        verbose_name_plural = _("người dùng")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(phone__isnull=False) | models.Q(email__isnull=False),
                name="user_has_phone_or_email",
                violation_error_message=_(
                    "Cần ít nhất số điện thoại hoặc thư điện tử."
                ),
            ),
            models.UniqueConstraint(Lower("email"), name="user_email_any_case"),
        ]

    def __str__(self) -> str:
        return self.get_full_name() or self.email or str(self.phone)

    def clean(self) -> None:
        super().clean()
        self.email = self.email.strip().lower() if self.email else None
        self.phone = self.phone or None

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.email = self.email or None  # two empty addresses would collide
        super().save(*args, **kwargs)

    def get_full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    def get_short_name(self) -> str:
        return self.first_name
