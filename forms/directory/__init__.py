"""The directory: units, groups, places, people and numbers of an agency."""
