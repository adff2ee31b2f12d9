"""The same intake through an emulator of the Bot API that nobody here wrote: a second opinion on what the bot sends."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.sealing.words import parse
from tests.journeys.conftest import gateway_for
from tests.journeys.test_intake import ACCOUNT, ANSWERS, WRITTEN, opened_as_sent
from tests.support.offices import TestOffice
from tests.support.processes import Nursery
from tests.support.respondent import Respondent, Written
from tests.support.telegram.emulator import Emulator, is_installed

pytestmark = pytest.mark.skipif(not is_installed(), reason="`npm ci` has not been run in gateway/frontend")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_an_intake_through_the_emulator(
    nursery: Nursery, office: TestOffice, database_url: str, tmp_path: Path
) -> None:
    async with Emulator() as emulator:
        gateway = gateway_for(nursery, office, emulator, database_url)
        await gateway.start()
        person = emulator.person("somebody")
        respondent = Respondent(person, "en", office.plan, ANSWERS | WRITTEN | {"year_from": Written("2008")})
        await respondent.begin()
        await respondent.answer_until()
        words = await respondent.finish()

        assert parse(" ".join(words)) == words
        assert len(person.bubbles) == 1
        assert person.own == []
        await opened_as_sent(office, database_url, tmp_path, account=ACCOUNT.encode())
        assert await gateway.stop() == 0
