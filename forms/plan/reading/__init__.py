"""Documents that agencies issue, of any file type, as lines and tables."""
