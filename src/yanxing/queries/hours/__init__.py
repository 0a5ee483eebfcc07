"""Hours: what each has done of what the year asks, who falls short, and why."""
