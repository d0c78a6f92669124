"""How the tables came to be, step by step, and the walk up those steps at every start."""
