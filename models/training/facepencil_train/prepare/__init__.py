"""Photos to training records: annotation, parsing, sketch, style, shards."""
