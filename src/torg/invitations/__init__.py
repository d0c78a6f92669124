"""How people come in: the owner's link, invitations, and the record of who admitted whom."""
