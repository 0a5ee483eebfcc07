"""Documents as the office has them: resolved with its values, with what each clause started."""
