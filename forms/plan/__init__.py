"""Service-quality plans: what an agency has promised, item by item."""
