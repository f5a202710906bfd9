"""The lesson: films, text and the live network in one page that needs no server."""
