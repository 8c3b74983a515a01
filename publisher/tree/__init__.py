"""The document tree between dump and edition: its nodes, its YAML form, ways through it."""
