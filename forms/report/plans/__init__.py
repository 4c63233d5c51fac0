"""Plans, their coverage and their obligations as documents, sheets and a calendar."""
