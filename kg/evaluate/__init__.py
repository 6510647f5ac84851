"""Evaluate: how well a stage does, against annotated data that stays outside the package."""
