"""What if: measures chosen and sized by hand, answered by the simulated factory while one looks."""
