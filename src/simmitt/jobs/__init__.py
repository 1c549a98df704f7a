"""Work that runs apart: a folder in, a folder out (docs/reference/jobs.md)."""
