"""The book on disk: snapshot, journal, lock, drafts. The only room that knows TinyDB."""
