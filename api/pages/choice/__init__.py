"""Choosing a home for a child or a sibling group: what its pages are made of, without HTML."""
