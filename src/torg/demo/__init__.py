"""The demo community: a few members made of code, and a stage on which recorded voices talk."""
