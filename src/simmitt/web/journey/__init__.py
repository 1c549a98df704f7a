"""A company's way from idea to result: twelve stations, what each asks for, whose turn it is."""
