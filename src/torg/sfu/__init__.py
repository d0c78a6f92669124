"""The media server: LiveKit's protocol in, Opus packets out; imports nothing else of Torg."""
