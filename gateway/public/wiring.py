"""The safe page's server side, put together from what the composition root has read. Called by `gateway.app` alone."""

from __future__ import annotations

from aiohttp import web

from config.policy import Policy
from config.questionnaire.plan import Plan
from gateway.public.bodies import Bodies, Room
from gateway.public.challenges import Challenges, Pressure
from gateway.public.drafts import DraftRoutes
from gateway.public.handed import Checker
from gateway.public.intake import IntakeRoutes
from gateway.public.mailbox import MailboxRoutes
from gateway.public.office import OfficeRoutes
from gateway.public.pace import Pace
from gateway.public.published import Published
from gateway.public.receiver import Receiver
from gateway.public.site import Site
from gateway.public.uploads import UploadRoutes
from storage.blobs import Blobs
from storage.clock import Clock
from storage.database.engine import Database
from storage.ids import Randomness
from storage.sealing.lockbox import Lockbox

_MEGABYTE = 1024 * 1024


def open_site(
    *,
    policy: Policy,
    plan: Plan,
    published: Published,
    lockbox: Lockbox,
    database: Database,
    blobs: Blobs,
    clock: Clock,
    randomness: Randomness,
) -> Site:
    """Return the site. Its `receiver` is to be run."""
    page = policy.page
    return Site(
        database=database,
        blobs=blobs,
        clock=clock,
        randomness=randomness,
        policy=page,
        draft_days=policy.conversation.draft_days,
        published=published,
        checker=Checker(
            form=plan.version,
            languages=plan.languages,
            compartments=published.office.compartments,
            parts=page.parts,
        ),
        challenges=Challenges(
            key=lockbox.lookup("challenge", "proof of work"),  # the same for all gateways that share the key ring
            tries=page.proof_tries,
            pressure=Pressure(page.proofs_per_minute),
            clock=clock,
            randomness=randomness,
        ),
        bodies=Bodies(room=Room(page.bodies_megabytes * _MEGABYTE), silence=page.body_seconds),
        pace=Pace(page.acts_per_minute, clock),
        receiver=Receiver(database=database, blobs=blobs, clock=clock, randomness=randomness),
    )


def site_routes(site: Site) -> list[web.RouteDef]:
    """Return all routes of API.md."""
    rooms = (OfficeRoutes(site), UploadRoutes(site), IntakeRoutes(site), DraftRoutes(site), MailboxRoutes(site))
    return [route for room in rooms for route in room.routes()]
