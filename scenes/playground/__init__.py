"""The playground: pages that carry a network along, and need no server."""
