"""The pure rules of a live room: what may happen on its stage, and what then follows."""
