"""The record: each party's signed log, how the logs merge into one, and what can be proved from them."""
