"""Who stands between the members of a bloc and a partner: agreements, and whose consent they need."""
