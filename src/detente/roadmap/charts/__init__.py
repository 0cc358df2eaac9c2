"""The roadmap as charts."""
