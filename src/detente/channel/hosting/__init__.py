"""How a channel is carried over HTTP: hosts, what runs them, and the way of a party to them."""
