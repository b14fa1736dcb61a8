"""Criteria: what a plan minimises (contract 4). One module a criterion, named after its code."""
