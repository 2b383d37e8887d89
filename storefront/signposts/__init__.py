"""What leads strangers to the shop: head of a page, sitemaps, feeds, robots.txt."""
