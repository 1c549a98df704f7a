"""A company's data and what is computed from it: files in, runs, pictures of the factory out."""
