"""Correcting a plan that was read, and keeping every correction."""
