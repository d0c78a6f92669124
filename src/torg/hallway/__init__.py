"""The rooms a person may enter, as they come, change and go."""
