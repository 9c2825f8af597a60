"""Speed and quality, measured; results are kept in bench/results."""
