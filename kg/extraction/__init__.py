"""Who did what to whom, on whose word: from a parsed article to a Report."""
