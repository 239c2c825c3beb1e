"""From what is asked, or may be said, to what is shown."""
