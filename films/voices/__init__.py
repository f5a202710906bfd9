"""Who tells the films: voices that are computed, recordings, and how loud they are."""
