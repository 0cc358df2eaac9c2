"""The four bargaining solutions, one a file, on a frontier that is known."""
