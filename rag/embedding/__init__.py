"""Vectors: by the model that comes along, or by a service."""
