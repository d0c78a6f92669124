"""Who is a member, and which browser is signed in as whom."""
