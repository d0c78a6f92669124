"""The commands of the owner's desk: invite, backup, restore, doctor, migrate-to, tree."""
