"""The archive of the workshop: append-only, sealed, durable before anything is shown as recorded."""
