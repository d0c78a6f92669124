"""Torg: an invite-only, audio-only social network with live stages, self-hosted."""
