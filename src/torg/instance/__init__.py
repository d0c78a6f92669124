"""What the owner has chosen for this installation: name, languages, accent, house rules."""
