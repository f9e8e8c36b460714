"""Feedwright: gives any news site the feed it should have had."""
