"""What the role homes show: what waits, what is on today, how far the plan is."""
