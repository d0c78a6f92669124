"""Leases: who may be in which room, and the one road to the media server that obeys them."""
