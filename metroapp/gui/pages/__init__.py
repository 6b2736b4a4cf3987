"""One module for each page of the rail, and one for each state of the relevé."""
