"""The web pages: published feed files, the dashboard, and the sample news site."""
