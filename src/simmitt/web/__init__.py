"""The platform: a region's programme and its companies, in a browser."""
