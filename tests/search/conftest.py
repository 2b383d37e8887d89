"""The fixture that runs a test once with each engine."""

from tests.search.engine_suite import any_engine as any_engine
