"""Which kind of store a name means."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mapper.errors import OutputError

if TYPE_CHECKING:
    from mapper.store.model import Store

_SERVER = ("postgresql://", "postgres://")


def is_store(name: str | Path) -> bool:
    """Say whether a name is that of a store: an address of PostgreSQL, or a GeoPackage file that `open_store` made."""
    from mapper.store.geopackage import is_geopackage_store

    if str(name).startswith(_SERVER):
        return True
    return is_geopackage_store(Path(name))


def open_store(name: str | Path, *, create: bool = False) -> Store:
    """Open a store; close it when done.

    Parameters
    ----------
    name
        A file that ends in ``.gpkg``, or an address ``postgresql://user@host/database`` of a database with PostGIS.
    create
        Make the store if it is not there.

    Raises
    ------
    InputError
        There is no such store.
    OutputError
        It cannot be made or used, or the extra ``postgis`` is not installed.
    """
    if str(name).startswith(_SERVER):
        from mapper.store.postgis import PostgisStore

        return PostgisStore(str(name), create=create)
    from mapper.store.geopackage import GeoPackageStore

    path = Path(name)
    if create and not path.exists() and path.suffix.lower() != ".gpkg":
        message = f"{path}: a store is a GeoPackage; let its name end in .gpkg, or give an address postgresql://…"
        raise OutputError(message)
    return GeoPackageStore(path, create=create)
