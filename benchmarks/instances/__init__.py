"""Published instances as registers, with the best value known: files from elsewhere."""

from benchmarks.instances._base import Instance
from benchmarks.instances.families import read_families
from benchmarks.instances.or_library import read_or_library

__all__ = ["Instance", "read_families", "read_or_library"]
