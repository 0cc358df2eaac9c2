"""Ways to say how a decision maker likes states: rankings, ordered statements, or only a part."""
