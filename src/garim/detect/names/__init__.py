"""People, organisations and places in running text that no list knows."""
