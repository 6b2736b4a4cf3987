"""The few forms asked for beside the bench; none of them is modal."""
