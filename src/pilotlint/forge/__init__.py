"""What pilotlint says on a pull request: the only part that speaks HTTP."""
