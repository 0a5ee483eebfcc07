"""Getting in: login, activation, devices, proof, accounts and posts."""
