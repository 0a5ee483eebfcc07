"""Activities, their sessions and the people of them, read as the actor may see them."""
