"""How much of what comes is taken apart: bytes, parts, members and depth."""

MB = 1024 * 1024

LARGEST_ENCLOSURE = 20 * MB
"""Bytes of a file that may be a form; a form is a hundred times smaller."""
LARGEST_MESSAGE = 64 * MB
"""Bytes of a message, and of an archive that lies in a message or in another archive."""
LARGEST_UNPACKED = 4096 * MB
"""Bytes that the archives of one source say that they hold, all together."""
MOST_MEMBERS = 10_000
"""Files in an archive."""
LARGEST_DIRECTORY = 4 * MB
"""Bytes of an archive's list of its files."""
MOST_RATIO, FREE = 200, MB
"""How many times its packed size a member may have, beyond as many bytes as are free."""
MOST_PARTS = 500
"""Parts of a message."""
MOST_NESTED = 20
"""Parts of a message in each other."""
DEEPEST = 5
"""Containers in each other: a message in a message, in an archive…"""
DEEPEST_ARCHIVES = 2
"""Archives among them."""
HEAD = 65_536
"""Bytes in which a file shows what it is."""
LONGEST_FIELD = 4_000
"""Bytes of a field in the head of a message that are read."""
LONGEST_TEXT = 256 * 1024
"""Bytes of a message's text in which its covering words are looked for."""
LONGEST_WORDS = 4_000
"""Characters of covering words that are kept."""
