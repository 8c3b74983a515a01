"""Printed pages: furniture, folios, and matter that is not of the work."""
