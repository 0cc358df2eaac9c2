"""What a party does at its channel: invite, join, sign, read and check. It needs nobody else for that."""
