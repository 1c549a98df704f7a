"""The second algorithm: a serial line by recursion, with replications side by side."""
