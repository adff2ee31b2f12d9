"""The machine: event in, state and effects out. Pure; the engine is its only caller.

`step` decides, `view` shows, `due` says when time itself becomes an event, `expects` tells what may stream in.
"""

from __future__ import annotations

from datetime import datetime

from bot.conversation import answers, arrivals, house, journey, renewal, waiting
from bot.conversation.compartments import reader
from bot.conversation.context import Action, Context, Expectation, Step, View
from bot.conversation.effects import End
from bot.conversation.events import Event
from bot.conversation.state import State, decode, encode, fresh
from bot.conversation.turn import Turn

__all__ = [
    "Action",
    "Context",
    "Expectation",
    "State",
    "Step",
    "View",
    "decode",
    "due",
    "encode",
    "expects",
    "fresh",
    "step",
    "view",
]


def step(context: Context, state: State, event: Event) -> Step:
    """Return the next state and what is to be done. Never raises, whatever the person sends."""
    turn = Turn(context, state)
    renewed = renewal.before(turn, event)
    if arrivals.happens(turn, event) or renewed:
        renewal.after(turn, event, renewed=renewed)
        house.show(turn, state)
    if turn.ended:
        turn.do(End())
    return Step(turn.state, tuple(turn.effects))


def view(context: Context, state: State) -> View:
    """Return the screen of a state. Return words are not part of it: only the turn that brings them shows them."""
    return house.draw(Turn(context, state))


def due(context: Context, state: State) -> datetime | None:
    """Return when the conversation wants `TimedOut`; long waits are coarsened up to the hour."""
    return waiting.due(context, state)


def expects(context: Context, state: State) -> Expectation:
    """Return what the conversation waits for now."""
    if state.locked or state.aside or state.room == "new":
        return Expectation(text=state.locked and bool(state.code_word))
    turn = Turn(context, state)
    if state.room != "questions":
        return Expectation(text=house.face(turn).awaits in {"text", "words"})
    if renewal.stale(turn) and not journey.is_there(turn, state.path):
        return Expectation()
    question = journey.current(turn)
    return Expectation(
        text=answers.awaits(question) == "text",
        file=answers.files_for(question),
        path=question.path,
        compartment=reader(question.compartment),
        case=state.case,
    )
