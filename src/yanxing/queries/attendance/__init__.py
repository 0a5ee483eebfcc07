"""How sessions ended for people: by which policy, what it said, who is still to be looked at."""
