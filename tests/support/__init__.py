"""What tests have in common: real repositories and the installed command."""
