"""Schemes that pyserial opens for us: `sim://`."""
