"""Statistical process control: charts, tool offsets, studies of measuring systems, samplings, follow-up."""
