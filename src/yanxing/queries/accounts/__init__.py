"""What the pages of accounts, posts and devices show."""
