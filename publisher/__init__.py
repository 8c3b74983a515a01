"""publisher: from the flat text dump of a printed work back to the work."""
