"""What follows an order after its transaction: may come twice, takes ids."""

from django_tasks import task


@task()
def send_confirmation(order_id: int) -> None:
    """Send the buyer the confirmation, if an address was given."""
    from .mail import confirmation
    from .models import Order

    confirmation(Order.objects.get(pk=order_id)).send()


@task()
def recount_sales_of(order_id: int) -> None:
    """Bring the sold counts of an order's listings up to date."""
    from .models import Line
    from .sales import recount

    rows = Line.objects.filter(order=order_id, product__isnull=False)
    recount({p or own for own, p in rows.values_list("product", "product__parent")})
