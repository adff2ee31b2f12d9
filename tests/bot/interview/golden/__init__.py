"""Our engine beside JavaRosa: recorded transcripts, and forms compared as they are."""
