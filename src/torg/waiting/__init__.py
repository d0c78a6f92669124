"""The waiting list: names reserved by people whom nobody has invited yet."""
