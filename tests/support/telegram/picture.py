"""The picture of the chat in README: a real conversation over HTTP, each screen drawn as a phone shows it.

    python -m tests.support.telegram.picture OUTPUT.png        needs Chromium on the path

Not a test. The words are the catalogue's and the form's; the phone is a drawing.
"""

from __future__ import annotations

import asyncio
import shutil
import subprocess
import sys
import tempfile
from html import escape
from pathlib import Path

from config.questionnaire.plan import decode
from config.settings import Settings
from gateway.commands.training import training_office
from tests.support.offices import POLICY, quick
from tests.support.processes import GatewayProcess, Nursery
from tests.support.respondent import Answer, Respondent, Written
from tests.support.telegram.server import BotApiServer
from tests.support.telegram.world import Message

_STYLE = """
body { margin: 0; padding: 24px; background: #e9e6df; display: flex; gap: 20px; width: 1552px;
  font: 14px/1.45 "Noto Sans", "Noto Sans CJK KR", "Noto Sans CJK SC", sans-serif; }
figure { margin: 0; width: 360px; }
figcaption { text-align: center; color: #5a5f66; padding-top: 10px; }
.phone { height: 700px; border: 9px solid #23272d; border-radius: 34px; background: #d8e3d0; overflow: hidden;
  display: flex; flex-direction: column; box-sizing: border-box; }
.bar { background: #fdfdfb; padding: 12px 16px; font-weight: 600; border-bottom: 1px solid #cfd3cb; }
.chat { flex: 1; padding: 10px; display: flex; flex-direction: column; justify-content: flex-end; overflow: hidden; }
.bubble { background: #fff; border-radius: 14px 14px 14px 4px; padding: 9px 12px; white-space: pre-wrap; }
.row { display: flex; gap: 4px; margin-top: 4px; }
.key { flex: 1; background: #f3f7ef; color: #2b5278; border-radius: 8px; padding: 6px 4px; text-align: center; }
.write { background: #fdfdfb; color: #9aa0a6; padding: 11px 16px; border-top: 1px solid #cfd3cb; }
"""


def phone(message: Message, caption: str) -> str:
    """Return one phone with the chat's only bubble."""
    rows = "".join(
        f'<div class="row">{"".join(f"""<div class="key">{escape(key.text)}</div>""" for key in row)}</div>'
        for row in message.rows
    )
    return (
        f'<figure><div class="phone"><div class="bar">Reading circle</div><div class="chat">'
        f'<div class="bubble">{escape(message.text)}</div>{rows}</div><div class="write">Message</div></div>'
        f"<figcaption>{escape(caption)}</figcaption></figure>"
    )


async def screens() -> list[str]:
    """Hold the conversation and draw four moments of it."""
    folder = Path(tempfile.mkdtemp(prefix="affiant-picture-"))
    training_office(Settings(data=folder))
    plan = decode((folder / "form.json").read_bytes())
    async with BotApiServer() as telegram, Nursery.open() as nursery:
        (folder / "token").write_text(telegram.token)
        (folder / "policy.toml").write_text(quick(POLICY.read_text("utf-8")), "utf-8")
        variables = {
            "AFFIANT_TELEGRAM_API": telegram.url,
            "AFFIANT_TELEGRAM_TOKEN_FILE": str(folder / "token"),
            "AFFIANT_POLICY": str(folder / "policy.toml"),
        }
        gateway = GatewayProcess(nursery, folder, variables)
        await gateway.start()
        answers: dict[str, Answer] = {
            "needs_now": ("none",),
            "age_band": "adult",
            "harm": ("work",),
            "answer_way": "text",
        }
        drawn: list[str] = []
        english = Respondent(telegram.person("one"), "en", plan, answers)
        await english.begin()
        drawn.append(phone(english.person.screen, "A question: everything can be skipped"))
        northern = Respondent(telegram.person("two"), "ko-KP", plan, answers)
        await northern.begin()
        await northern.answer_until("account_text")
        drawn.append(phone(northern.person.screen, "In their own words, once, unprobed"))
        await northern.say("강가에서 있었던 일입니다.")
        chinese = Respondent(telegram.person("three"), "zh-Hans", plan, answers | {"contact_more": Written("晚上。")})
        await chinese.begin()
        await chinese.answer_until()
        await chinese.finish_to_words()
        drawn.append(phone(chinese.person.screen, "Eight words lead back, shown once"))
        await english.press("pause")
        await english.person.wait_for(english.word("words-here"))
        await english.press("words-written")
        drawn.append(phone(english.person.screen, "What is left on a seized phone"))
        await gateway.stop()
    shutil.rmtree(folder)
    return drawn


def main(output: Path) -> None:
    """Write the picture."""
    html = f'<!doctype html><meta charset="utf-8"><style>{_STYLE}</style>{"".join(asyncio.run(screens()))}'
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "chat.html"
        page.write_text(html, "utf-8")
        chromium = shutil.which("chromium") or shutil.which("google-chrome")
        assert chromium, "the picture needs Chromium"
        quiet = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--disable-background-networking"]
        subprocess.run(
            [chromium, *quiet, f"--user-data-dir={folder}/profile", "--window-size=1600,790",
             f"--screenshot={output.resolve()}", page.as_uri()], check=True, capture_output=True,
        )  # fmt: skip


if __name__ == "__main__":
    main(Path(sys.argv[1]))
