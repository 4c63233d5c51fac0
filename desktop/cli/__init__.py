"""The command line: the same workflows as the window, for jobs without a screen."""
