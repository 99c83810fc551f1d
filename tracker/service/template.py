"""A folder for a new programme: definitions to start from, settings, and a place for data."""

from contextlib import suppress
from importlib.resources import as_file, files
from pathlib import Path

from tracker.errors import NewProgrammeRefused


def new_programme(folder: Path) -> tuple[Path, ...]:
    """Copy the template into a folder, which is made if it is not there; the files that came.

    Nothing is written over: where one of the files is there already, none is copied.
    Raises NewProgrammeRefused.
    """
    written: list[Path] = []
    with as_file(files("tracker") / "template") as template:
        names = sorted(p.relative_to(template) for p in template.rglob("*") if p.is_file())
        try:
            _refuse_what_is_there(folder, names)
            for name in names:
                target = folder / name
                target.parent.mkdir(parents=True, exist_ok=True)
                written.append(target)
                target.write_bytes((template / name).read_bytes())
        except OSError as error:
            for target in written:
                with suppress(OSError):
                    target.unlink()
            detail = error.strerror or type(error).__name__
            raise NewProgrammeRefused(
                "programme_unwritable", folder=str(folder), detail=detail
            ) from error
    return tuple(written)


def _refuse_what_is_there(folder: Path, names: list[Path]) -> None:
    if (folder / "goals.yaml").exists():
        raise NewProgrammeRefused("programme_exists", folder=str(folder))
    for name in names:
        if (folder / name).exists():
            raise NewProgrammeRefused("programme_in_the_way", folder=str(folder), file=str(name))
