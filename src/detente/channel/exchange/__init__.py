"""How a channel is kept and carried: stores, copies with a key, bundles, hosts and the way to them."""
