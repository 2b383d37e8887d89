"""The demo shop: its data, its pictures, and what loads them into a database."""
