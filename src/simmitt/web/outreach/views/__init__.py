"""What answers at the pipeline's addresses."""
