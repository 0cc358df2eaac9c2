"""Files of declarations, changes and planned activities: CSV, or Excel."""
