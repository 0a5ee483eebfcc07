"""Commands for the house's own keeping."""
