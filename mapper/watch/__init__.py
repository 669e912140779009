"""Watch feeds: ask them again and again, keep what they tell, and keep a map of it up to date."""

from mapper.watch.polling import Heard, listen
from mapper.watch.rounds import Round, Watch

__all__ = ["Heard", "Round", "Watch", "listen"]
