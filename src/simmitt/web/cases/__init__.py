"""A company's journey through the programme: what was agreed, what was done beside it, what was signed."""
