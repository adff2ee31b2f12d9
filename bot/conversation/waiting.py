"""Time as an event: when the conversation wants to hear that it has passed, and what that then means.

Every deadline counts from the person's last act. Waits of hours and days are coarsened up to the full hour, so that the
stored moment tells no more than it must.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.conversation import locked, submission
from bot.conversation.context import Context
from bot.conversation.effects import Record
from bot.conversation.state import State
from bot.conversation.turn import Turn

_HOUR = timedelta(hours=1)


def due(context: Context, state: State) -> datetime | None:
    """Return the next moment at which time alone changes something; None while nothing is known of the chat."""
    if state.touched is None:
        return None
    forgotten = _forgotten(context, state.touched, state)
    if not _on_show(state):
        return forgotten
    return min(forgotten, _hidden(context, state.touched, state))


def passed(turn: Turn) -> bool:
    """Do what the time that has passed asks for. False: nothing is due."""
    state = turn.state
    if state.touched is None:
        return False
    if turn.context.now >= _forgotten(turn.context, state.touched, state):
        _expire(turn)
        return True
    if _on_show(state) and turn.context.now >= _hidden(turn.context, state.touched, state):
        locked.lock(turn)
        return True
    return False


def _on_show(state: State) -> bool:
    return not state.locked and state.room != "new"


def _hidden(context: Context, touched: datetime, state: State) -> datetime:
    policy = context.policy.conversation
    words_on_show = state.room == "words" and not state.stage.endswith("-wait")
    return touched + timedelta(minutes=policy.words_shown_minutes if words_on_show else policy.idle_lock_minutes)


def _forgotten(context: Context, touched: datetime, state: State) -> datetime:
    policy = context.policy.conversation
    if not state.case:
        return _coarse(touched + timedelta(hours=policy.unconsented_hours))
    return _coarse(touched + timedelta(days=policy.closed_days if state.submitted else policy.draft_days))


def _coarse(moment: datetime) -> datetime:
    floor = moment.replace(minute=0, second=0, microsecond=0)
    return floor if floor == moment else floor + _HOUR


def _expire(turn: Turn) -> None:
    """The person has not come back: forget a finished or unconsented chat; keep or destroy a draft, as they wished."""
    state = turn.state
    if not state.case or state.submitted:
        turn.leave()
        return
    turn.do(Record(kind="expired", case=state.case))
    if state.silence == "keep" and turn.interview.submission():
        submission.submit(turn, complete=False)
        locked.lock(turn)
        turn.go("done")
    else:
        turn.forget()
