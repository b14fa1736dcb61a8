"""Records: what a file holds, validated and frozen. Pydantic, at the edge, for people."""
