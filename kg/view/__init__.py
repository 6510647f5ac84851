"""Graph → page: offline, right to left, every line leading to its sentence."""
