"""The window: it shows what the recorder publishes and hands over what the operator does. No rule of metrology."""
