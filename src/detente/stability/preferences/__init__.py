"""Ways to say how a decision maker likes states: rankings, ordered or weighted statements, or only a part."""
