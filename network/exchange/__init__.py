"""Networks that come from elsewhere, and go there: files of other tools, read and written."""
