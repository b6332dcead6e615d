"""What a board asks in the meeting, where the file leaves something open."""

from collections.abc import Iterable

_QUESTIONS = {
    "PL1": "Who will do what differently, and by when?",
    "PL2": "Whose own review suffers if nobody uses this?",
    "PL3": "Which number about people's work must move, and where does it stand today?",
    "PL4": "If the pilot succeeds tomorrow, who pays for everything that comes after it?",
    "PL5": "What did the last weekly review change?",
    "PL6": "Which of the people who will use it sat in the room, and what did they change?",
    "PL7": "What has to be built around the model before ten real people use it?",
    "PL8": "What stops us from deciding today?",
    "PL9": "What did we learn, and who unblocks what stood in the way?",
}
_OTHERWISE = "What will be different on the first Monday after the pilot, and who will notice if it is not?"


def question(missing: Iterable[str]) -> str:
    """Return the question that the first of the missing policies leaves open, by the play its number belongs to."""
    return next((_QUESTIONS[policy[:3]] for policy in missing if policy[:3] in _QUESTIONS), _OTHERWISE)
