"""The company's own words, in every spelling."""
