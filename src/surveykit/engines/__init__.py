"""What runs the SQL over the responses: an engine embedded in the process by default."""
