"""Results that other programs measured, read from their files: DFQ, QIF, JSON. Nothing here writes into the archive."""
