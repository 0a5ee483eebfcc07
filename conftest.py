"""The street for tests is a plugin, so that its fixtures are known to every test of the house."""

pytest_plugins = ["tests.street.database", "tests.street.doors", "tests.street.browser"]
