"""The workshop's papers: one description of a document, several writers."""
