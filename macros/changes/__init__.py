"""What differs between two states of a brief, as values, and those values as Markdown and JSON. Nothing here reads a brief."""
