"""What the shop does: bench, inspection, archive, documents. No Qt, no SQL."""
