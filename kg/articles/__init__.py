"""Reading articles from files, pages, records and streams."""
