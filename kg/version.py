"""Which Khabar this is: pyproject.toml takes it from here, and every graph tells it."""

__version__ = "0.1.0"
