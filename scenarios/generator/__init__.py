"""A made-up register, believable in its figures: for trying things, and for tests."""
