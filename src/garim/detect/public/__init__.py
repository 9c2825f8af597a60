"""What the world knows: tables of public words, and how a token is judged by them."""

from garim.detect.public.table import Known, Table

__all__ = ["Known", "Table"]
