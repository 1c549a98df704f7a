"""The declared table: what there is, who may see and do it, at which address."""
