"""Section films become lectures: joined, with chapters and with captions in several languages."""
