"""The typed records of a brief: what a fact is, and nothing about where it is kept. No I/O."""
