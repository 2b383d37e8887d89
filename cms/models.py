"""Wagtail models of the shop."""
