"""Adding: from what somebody types to a record in its file, checked before anything is written. Nothing here prints or asks."""
