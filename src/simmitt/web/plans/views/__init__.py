"""What the pages of a plan answer."""
