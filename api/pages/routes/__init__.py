"""The pages' addresses, a module for each subject."""
