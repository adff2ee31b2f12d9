"""`affiant`: one command, a file of `gateway.commands` for each part. Trouble ends with one clear sentence."""

from __future__ import annotations

import sys
from typing import Any

import click
from pydantic import ValidationError

from gateway.commands.custody import custody
from gateway.commands.demo import demo
from gateway.commands.doctor import doctor
from gateway.commands.form import form
from gateway.commands.init import init
from gateway.commands.keys import keys
from gateway.commands.migrate import migrate
from gateway.commands.serve import serve
from gateway.commands.talk import talk
from gateway.commands.words import words
from storage.errors import AffiantError


class _Affiant(click.Group):
    """Turns the errors that people can mend into a sentence and an exit status."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 -- click's own signature
        """Run a command."""
        try:
            return super().invoke(ctx)
        except AffiantError as error:
            raise click.ClickException(str(error)) from None
        except ValidationError as error:
            names = ", ".join(f"AFFIANT_{'_'.join(map(str, each['loc'])).upper()}" for each in error.errors())
            raise click.ClickException(f"These settings cannot be used: {names}. See README, Settings.") from None
        except BrokenPipeError:
            raise  # whoever reads has enough: click ends without a word
        except PermissionError as error:
            raise click.ClickException(f"No permission for {error.filename}. Run as the user who owns it.") from None
        except OSError as error:
            raise click.ClickException(
                ": ".join(str(each) for each in (error.filename, error.strerror) if each)
            ) from None


@click.group(cls=_Affiant, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="affiant", message="affiant %(version)s")
def main() -> None:
    """Affiant: secure intake of testimony. Start with `affiant demo`."""


for _command in (custody, demo, doctor, form, init, keys, migrate, serve, talk, words):
    main.add_command(_command)

if __name__ == "__main__":
    sys.exit(main())
