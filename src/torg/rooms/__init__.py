"""Rooms: opened, entered, spoken in, moderated, left and ended."""
