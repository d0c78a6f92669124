"""Who follows and who blocks whom, profiles and how people are found."""
