"""The database: engine, the one transaction of a request, the base of all tables."""
