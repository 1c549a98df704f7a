"""The compiled heart: arrays in, arrays out; knows numpy and numba, nothing of factories."""
