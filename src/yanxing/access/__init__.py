"""Who may see and do: actors, scopes, predicates that read as sentences, the database's second lock."""
