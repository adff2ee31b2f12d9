"""The composition root: from settings to a gateway, wired once. Nothing else in the house builds these parts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import msgspec
from aiohttp import web

from bot.conversation.compartments import ALWAYS, reader
from bot.engine import Engine
from bot.files import FileSealer
from bot.interview import Program
from bot.perform import Performer
from bot.ports import Outlet
from bot.turns import Turns
from config.catalogue import Catalogue, load_catalogue
from config.policy import Policy, load_policy
from config.questionnaire.plan import Plan, decode
from config.questionnaire.reading import walk
from config.settings import Settings
from gateway.delivery.dispatch import Post
from gateway.delivery.rate import Rates
from gateway.delivery.shelf import Shelf, look
from gateway.delivery.worker import Worker
from gateway.middleware import guard, harden
from gateway.public.health import health_routes
from gateway.public.page import page_routes
from gateway.public.published import Published, publish
from gateway.public.site import Site
from gateway.public.sweeping import Sweeper
from gateway.public.wiring import open_site
from gateway.scheduling.ticker import Ticker
from storage.blobs import Blobs, open_blobs
from storage.clock import Clock, SystemClock
from storage.database.engine import Database, open_database
from storage.drawer import Drawer
from storage.errors import PermanentError
from storage.ids import Randomness
from storage.sealing.lockbox import Lockbox
from storage.sealing.office import Office

_MEGABYTE = 1024 * 1024
_randomness = Drawer()


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What the settings lead to: read, checked, not yet running."""

    settings: Settings
    policy: Policy
    catalogue: Catalogue
    plan: Plan
    shelf: Shelf
    office: Office
    published: Published
    lockbox: Lockbox
    database: Database
    blobs: Blobs
    clock: Clock
    randomness: Randomness


@dataclass(frozen=True, slots=True, kw_only=True)
class Gateway:
    """The running parts. `gateway.lifespan` starts and stops them in order."""

    parts: Parts
    engine: Engine
    worker: Worker
    ticker: Ticker
    site: Site


def read_parts(settings: Settings, *, clock: Clock | None = None, randomness: Randomness = _randomness) -> Parts:
    """Read everything the settings name. Raises PermanentError with the next step when something is missing."""
    plan = read_plan(settings.path("form"))
    office = _read_office(settings.path("office"))
    _demand_fit(plan, office)
    return Parts(
        settings=settings,
        policy=_read_policy(settings.policy),
        catalogue=load_catalogue(),
        plan=plan,
        shelf=look(plan, settings.path("form").parent / "media"),
        office=office,
        published=publish(office, version=plan.version, form=settings.path("form"), beside=settings.data),
        lockbox=Lockbox.load(settings.path("lock_keys"), randomness),
        database=open_database(settings.database),
        blobs=open_blobs(settings.blobs),
        clock=clock or SystemClock(),
        randomness=randomness,
    )


def build(parts: Parts, outlets: Mapping[str, Outlet]) -> Gateway:
    """Wire the engine, the delivery worker and the ticker for the channels given."""
    form = parts.plan.version
    policy = parts.policy
    parts.shelf.tell()
    worker = Worker(
        database=parts.database,
        post=Post(outlets=outlets, lockbox=parts.lockbox, shelf=parts.shelf),
        lockbox=parts.lockbox,
        policy=policy.delivery,
        rates={"telegram": Rates(each=policy.telegram.chat_per_second, overall=policy.telegram.bot_per_second)},
        clock=parts.clock,
        randomness=parts.randomness,
    )
    performer = Performer(
        office=parts.office,
        lockbox=parts.lockbox,
        form=form,
        sweep_for=timedelta(hours=policy.telegram.sweep_hours),
        randomness=parts.randomness,
    )
    turns = Turns(
        program=Program(parts.plan),
        policy=policy,
        languages=parts.plan.languages,
        editions=parts.catalogue.editions,
        performer=performer,
        lockbox=parts.lockbox,
        office_id=parts.office.id,
        clock=parts.clock,
        randomness=parts.randomness,
        media=parts.shelf.present,
    )
    files = FileSealer(
        office=parts.office,
        blobs=parts.blobs,
        form=form,
        limit=policy.limits.file_megabytes * _MEGABYTE,
        randomness=parts.randomness,
    )
    engine = Engine(turns=turns, database=parts.database, files=files, wake=worker.wake)
    sweeper = Sweeper(database=parts.database, blobs=parts.blobs, clock=parts.clock, randomness=parts.randomness)
    ticker = Ticker(
        database=parts.database,
        blobs=parts.blobs,
        intake=engine,
        lockbox=parts.lockbox,
        clock=parts.clock,
        sweeps=[sweeper.sweep],
    )
    return Gateway(parts=parts, engine=engine, worker=worker, ticker=ticker, site=_site(parts))


def _site(parts: Parts) -> Site:
    return open_site(
        policy=parts.policy,
        plan=parts.plan,
        published=parts.published,
        lockbox=parts.lockbox,
        database=parts.database,
        blobs=parts.blobs,
        clock=parts.clock,
        randomness=parts.randomness,
    )


def web_app(parts: Parts, routes: list[web.RouteDef]) -> web.Application:
    """Return the HTTP application: the health route, the page, and what the roles add."""
    app = web.Application(middlewares=[guard], client_max_size=_MEGABYTE)
    app.on_response_prepare.append(harden)
    app.add_routes([*health_routes(parts.database.check), *page_routes(parts.catalogue), *routes])
    return app


def _read_policy(path: Path | None) -> Policy:
    try:
        return load_policy(path)
    except FileNotFoundError:
        raise PermanentError(f"There is no policy file {path}. Copy config/policy.toml there.") from None
    except msgspec.DecodeError as error:
        raise PermanentError(f"The policy file {path} cannot be used: {error}") from None


def read_plan(path: Path) -> Plan:
    """Return a compiled form. Raises PermanentError with the next step."""
    refuse_sheets(path)
    try:
        return decode(path.read_bytes())
    except FileNotFoundError:
        raise PermanentError(f"There is no compiled form {path}. Run: affiant init") from None
    except msgspec.DecodeError:
        raise PermanentError(f"{path} is no compiled form. Make one: affiant form compile --help") from None


def refuse_sheets(path: Path) -> None:
    """Refuse what an author wrote where what becomes of it is wanted. Raises PermanentError."""
    sheets = path if path.suffix.lower() in {".xlsx", ".xls", ".md", ".csv"} else None
    if not path.exists() and (path.parent / "survey.csv").is_file():
        sheets = path.parent
    if sheets is not None:
        raise PermanentError(f"{sheets} is not compiled yet. Compile it first: affiant form compile {sheets} -o DIR")


def _read_office(path: Path) -> Office:
    if not path.is_file():
        raise PermanentError(f"There is no office file {path}. Hold the ceremony: affiant keys ceremony --help")
    return Office.load(path)


def _demand_fit(plan: Plan, office: Office) -> None:
    """Refuse a form that asks for compartments nobody has a key of: its answers could not be sealed.

    Every account has something for some of them; and what a form gives to nobody has its readers too.
    """
    asked = {*ALWAYS, *(reader(node.compartment) for node in walk(plan.nodes))}
    if lacking := sorted(asked - set(office.compartments)):
        raise PermanentError(
            f"The office has no keys for {', '.join(lacking)}, which the form asks for. Hold a ceremony."
        )
