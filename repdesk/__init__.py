"""repdesk: a terminal desk for one field sales rep."""
