"""From bytes on disk to values with places: YAML files, seed documents, passages. Bad input is a Diagnostic, never an exception."""
