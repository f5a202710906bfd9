"""Files that are whole, safe and explained."""
