"""Pages: from a brief to the Markdown of every page, footnotes included. Reads records, writes nothing."""
