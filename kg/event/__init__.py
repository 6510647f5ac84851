"""Mentions and entities → events: who did what to whom, where, when, and whether it happened."""
