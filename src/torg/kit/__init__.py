"""Small parts without a word of the domain: clock, ids, private values, limits."""
