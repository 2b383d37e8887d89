"""The steps of loading the demo, one module per kind of thing."""
