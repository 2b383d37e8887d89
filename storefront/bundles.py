"""Placeholder until the house style lands."""

from django.contrib.staticfiles.finders import FileSystemFinder


class BundleFinder(FileSystemFinder):
    pass
