"""A survey of three questions."""
