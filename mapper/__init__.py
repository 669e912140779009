"""Border events from news text, drawn as what they are: on the border, with the sentence, the source and the doubt."""

__version__ = "0.1.0"
