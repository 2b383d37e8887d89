"""Cash on delivery."""


class CashOnDelivery:
    pass
