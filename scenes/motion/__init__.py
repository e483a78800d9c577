"""The verbs of the film: how what stands on the stage changes."""
