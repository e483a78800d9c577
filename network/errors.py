"""Every error that a user of the package can cause."""


class NeuroscenesError(Exception):
    """Something the user can mend; its text is one clear line."""


class ImageError(NeuroscenesError, ValueError):
    """An image that cannot be turned into inputs."""


class WeightsError(NeuroscenesError, ValueError):
    """Weights that do not make a network."""


class DatasetError(NeuroscenesError, ValueError):
    """A data set that is missing, damaged or of another shape."""


class OptionError(NeuroscenesError, ValueError):
    """An option, or an argument, that makes no sense."""


class RecordError(NeuroscenesError, ValueError):
    """A record of a measurement, or of a render, that is damaged or cannot be written."""


class NoSuchRecordError(RecordError):
    """No record where it was looked for, or one that is about something else."""


class VideoError(NeuroscenesError, ValueError):
    """A video that is not what its record says."""
