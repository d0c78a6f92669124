"""What strangers see where a shared link leads: pages drawn by the server, and their cards."""
