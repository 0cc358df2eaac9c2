"""What a reader may move on the page itself: tables of exact values, for scripts that only look them up."""
