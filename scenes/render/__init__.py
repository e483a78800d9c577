"""The render engine: which scenes have to be drawn, by whom, and how nothing is lost."""
