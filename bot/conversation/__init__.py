"""The conversation, pure: `step(context, state, event) -> Step(state, effects)` and `view(context, state) -> View`."""
