"""The vocabulary: frozen, closed types. No files, no database, no screen."""
