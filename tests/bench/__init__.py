"""The speed of a check: a large brief, and the same pages built by plain MkDocs with Material. Not a test; `make bench` runs it."""
