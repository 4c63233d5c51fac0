"""Setting text in our own fonts: coverage, line breaking, paragraphs."""
