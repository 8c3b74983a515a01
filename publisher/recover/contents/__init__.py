"""The printed contents: finding it, its levels, its agreement with the body, its block in the tree."""
