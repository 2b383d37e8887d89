"""The upload form of the image library."""

from wagtail.images.forms import BaseImageForm


class StoreImageForm(BaseImageForm):
    pass
