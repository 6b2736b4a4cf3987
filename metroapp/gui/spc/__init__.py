"""The tabs of the page that masters the process."""
