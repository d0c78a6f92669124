"""News to browsers: topics, the differences between their states, and the readers."""
