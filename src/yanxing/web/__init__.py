"""Pages: routes, views and templates, fed by queries and writing through actions."""
