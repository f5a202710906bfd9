"""What the page's figures need: each module turns what is known of the network into a table."""
