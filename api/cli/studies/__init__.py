"""A command for each study: a module of the study's code with a ``COMMAND``."""
