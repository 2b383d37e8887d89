"""Oscar's thumbnails, taken from the same renditions as everything else."""


class StoreThumbnailer:
    pass
