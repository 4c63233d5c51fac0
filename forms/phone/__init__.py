"""Unannounced calls: whom to call, what a call is scored on, and what came of it."""
