"""The five people of the demo. Their password is public: never outside a desk."""

from dataclasses import dataclass

PASSWORD = "lang-nghe-2026"  # noqa: S105  printed for whoever tries the demo


@dataclass(frozen=True)
class Login:
    role: str
    name: str
    phone: str = ""
    email: str = ""

    @property
    def spelling(self) -> str:
        """What to type: the phone as people write it, or the address."""
        if not self.phone:
            return self.email
        digits = self.phone.replace("+84", "0")
        return f"{digits[:4]} {digits[4:7]} {digits[7:]}"


SHOPPER = Login("Người mua", "Khách mua (minh họa)", phone="+84900000100")
PRODUCER = Login("Cơ sở", "Người của cơ sở (minh họa)", phone="+84900000081")
KEEPER = Login("Điểm bán", "Người giữ điểm bán (minh họa)", phone="+84900000082")
STAFF = Login("Cán bộ", "Cán bộ (minh họa)", email="can-bo@sanvat.example")
ADMINISTRATOR = Login(
    "Quản trị", "Quản trị (minh họa)", email="quan-tri@sanvat.example"
)

LOGINS = (SHOPPER, PRODUCER, KEEPER, STAFF, ADMINISTRATOR)


def table() -> str:
    """The logins as lines for a terminal."""
    lines = [f"  {login.role:<10} {login.spelling:<26} {PASSWORD}" for login in LOGINS]
    return "\n".join(lines)
