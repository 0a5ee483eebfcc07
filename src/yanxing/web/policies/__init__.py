"""The policy as a page; adoption, values, audience lists, calendar."""
