"""A company's action plan: edited together, decided, carried out and followed up."""
