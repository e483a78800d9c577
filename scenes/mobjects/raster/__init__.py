"""Mobjects that write their pixels straight into the frame."""
