"""What the Elasticsearch engine is made of: its index, its questions, its answers."""
