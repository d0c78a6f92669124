"""The composition root: settings, clock, database and media become one ASGI application."""
