"""The commands of ``kg``, one module each; every one is a thin layer over the Python API."""
