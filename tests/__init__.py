"""The tests mirror the package: tests/<stage>/test_<module>.py."""
