"""Nothing covers, crosses or leaves: whatever the digits, the network and the language are.

What stands after each play, and what is on its way, is watched whenever a scene runs on the
tests' stage. Here all scenes run with what their own tests don't try.
"""
