"""The store's schema, one step a file (alembic); `migrate.py` runs them."""
