"""Records to batches: shard reading, balanced sampling, augmentation."""
