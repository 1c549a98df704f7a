"""No tables of its own: the indexes are kept by the database beside the tables they index."""
