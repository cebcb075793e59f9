"""Forms: every place where the rep types something that is saved."""
