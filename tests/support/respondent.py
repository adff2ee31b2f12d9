"""Somebody who answers on Telegram: reads the bubble, finds which question it is, presses or writes as scripted.

It knows the conversation only as a person does: by the words on the screen, in its language.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from bot.channels.telegram.plain import clean
from config.catalogue import Catalogue, load_catalogue
from config.questionnaire.plan import Node, Plan
from config.questionnaire.reading import walk
from tests.support.telegram.person import WAIT, Person

SKIP = "skip"
_STARTS = 8
_SOON = 6.0
"""Real seconds after which somebody writes /start again."""


@dataclass(frozen=True)
class Written:
    """An answer to be written as a message."""

    text: str


@dataclass(frozen=True)
class Spoken:
    """An answer to be sent as a voice message, photo or document."""

    content: bytes
    kind: str = "voice"


Answer = str | tuple[str, ...] | Written | Spoken
"""The name of a choice, several, or something written or sent."""


@dataclass
class Respondent:
    """One person, one language, one script."""

    person: Person
    language: str
    plan: Plan
    answers: Mapping[str, Answer]
    code_word: str = ""
    stop_word: str = ""
    silence: Literal["keep", "destroy"] = "destroy"
    catalogue: Catalogue = field(default_factory=load_catalogue)
    patience: float = WAIT
    """Real seconds that they wait for an answer."""
    asked: list[str] = field(default_factory=list)
    """Names of the questions that were on screen, in order."""

    def __post_init__(self) -> None:
        self._nodes = [node for node in walk(self.plan.nodes) if node.kind in {"question", "note"}]

    def word(self, name: str, **args: str | int) -> str:
        """Return a message of the catalogue in the person's language."""
        return clean(self.catalogue.text(self.language, name, args))

    async def press(self, name: str) -> None:
        """Press the button with this catalogue name, and wait for the bubble to change.

        Where a question has a reason of its own, help is called "why do you ask?".
        """
        if name == "help" and self.has("why"):
            name = "why"
        await self.press_label(self.word(f"button-{name}"))

    async def press_label(self, label: str) -> None:
        before = self._look()
        await self.person.press(label)
        await self._moved(before)

    async def _moved(self, before: tuple[str, tuple[str, ...]], seconds: float | None = None) -> None:
        """Wait until the bubble is another; the error shows the screen that did not move."""
        try:
            await self.person.wait_for(lambda _: self._look() != before, seconds=seconds or self.patience)
        except TimeoutError:
            raise AssertionError(f"nothing moved on:\n{self.person.text}\n{self.person.labels}") from None

    async def say(self, text: str) -> None:
        """Write a message, and wait for the bubble to change."""
        before = self._look()
        await self.person.say(text)
        await self._moved(before)

    def _look(self) -> tuple[str, tuple[str, ...]]:
        if not self.person.bubbles:
            return "", ()
        return self.person.text, tuple(button.data for row in self.person.screen.rows for button in row)

    def has(self, name: str) -> bool:
        """Whether a button with this catalogue name is on the screen."""
        return any(label.strip() == self.word(f"button-{name}") for label in self.person.labels)

    # --- the way through -------------------------------------------------------------------------------

    async def begin(self) -> None:
        """From /start to the first question of the form: language, gate, consent."""
        await self.enter()
        await self.press("begin")
        for name in ("alone-yes", "phone-mine", "look-no", "cover-class"):
            await self.press(name)
        await self._choose_words()
        await self.consent()

    async def enter(self) -> None:
        """From /start to the greeting."""
        await self._start()
        await self.press_label(clean(self.catalogue.own_name(self.language)))

    async def _choose_words(self) -> None:
        """Choose the two secret words, if this person has any."""
        if not (self.code_word or self.stop_word):
            await self.press("go-on")
            return
        await self.press("words-choose")
        for word in (self.code_word, self.stop_word):
            await (self.say(word) if word else self.press("skip"))

    async def _start(self) -> None:
        """Write /start; and again when nothing comes, as anybody would."""
        before = self._look()
        for _ in range(_STARTS):
            await self.person.say("/start")
            try:
                return await self._moved(before, seconds=_SOON)
            except AssertionError:
                continue
        raise AssertionError("nothing was ever shown")

    async def consent(self) -> None:
        """Read everything, answer the question about it, agree, and choose what silence means."""
        while not self.has("check-may"):
            await self.press("ok" if self.has("ok") else "go-on")
        await self.press("check-may")
        while not self.has("silence-destroy"):
            await self.press("yes")
        await self.press(f"silence-{self.silence}")

    def question(self) -> Node | None:
        """Return the form's question on the screen, None when there is none."""
        text = self.person.text
        found = [node for node in self._nodes if self._label(node) and self._label(node) in text]
        return max(found, key=lambda node: len(self._label(node)), default=None)

    def question_is(self, name: str) -> bool:
        """Tell whether the form's question of this name is on the screen."""
        node = self.question()
        return node is not None and node.path.endswith(f"/{name}")

    def _label(self, node: Node) -> str:
        message = node.label.get(self.language, ())
        return clean("".join(piece for piece in message if isinstance(piece, str)).strip())

    async def answer_until(self, stop: str | None = None) -> None:
        """Answer question after question until one named `stop` is shown, or until the form is at its end."""
        while (node := self.question()) is not None:
            name = node.path.rpartition("/")[2]
            if not self.asked or self.asked[-1] != name:
                self.asked.append(name)
            if name == stop:
                return
            await self.answer(node, self.answers.get(name, SKIP))

    async def answer(self, node: Node, answer: Answer) -> None:
        """Answer one question as scripted."""
        if node.kind == "note":
            await self.press("go-on")
        elif isinstance(answer, Written):
            await self.say(answer.text)
        elif isinstance(answer, Spoken):
            await self._send(answer)
        elif answer == SKIP:
            await self.press("skip")
        elif isinstance(answer, tuple):
            for choice in answer:
                await self._choose(node, choice)
            await self.press("done")
        else:
            await self._choose(node, answer)

    async def _send(self, answer: Spoken) -> None:
        before = self._look()
        send = {
            "voice": self.person.send_voice,
            "photo": self.person.send_photo,
            "document": self.person.send_document,
        }[answer.kind]
        await send(answer.content)
        await self._moved(before)

    async def _choose(self, node: Node, name: str) -> None:
        assert node.itemset is not None
        (choice,) = [choice for choice in self.plan.lists[node.itemset.choices] if choice.name == name]
        label = clean("".join(piece for piece in choice.label[self.language] if isinstance(piece, str)))
        while not any(label[:20] in shown for shown in self.person.labels):
            await self.press("more")
        await self.press_label(label[:20])

    async def finish(self) -> tuple[str, ...]:
        """From the last question through permissions and review past the return words."""
        words = await self.finish_to_words()
        await self.press("words-written")
        return words

    async def finish_to_words(self) -> tuple[str, ...]:
        """From the last question to the return words on the screen."""
        while not self.has("send"):
            await self.press(next(name for name in ("go-on", "yes", "more") if self.has(name)))
        await self.press("send")
        return await self.read_words()

    async def read_words(self) -> tuple[str, ...]:
        """Wait for the return words and read them off the screen."""
        shown = self.word("words-here")
        await self.person.wait_for(lambda person: shown in person.text, seconds=self.patience)
        listed = self.person.text.split(shown)[1].split("\n\n")[1].split()
        return tuple(word for word in listed if not word.endswith("."))
