"""What series would hold after an upload, before it is taken in."""

import numpy as np
import pyarrow as pa

from tracker.ingest.matching import KEY, SERIES, codes_of, covered, fictional, occurs, stacked
from tracker.model.encoding import order_key
from tracker.model.observations import OBSERVATIONS


def would_be(
    stored: pa.Table, incoming: pa.Table, *, complete: bool, replaces_fictional: bool
) -> pa.Table:
    """What the series of `stored` would hold after an upload, in its columns and order.

    complete            absent values are withdrawn
    replaces_fictional  the invented values of the series that it touches go
    """
    keys = codes_of(stacked(stored, incoming, KEY))
    series = codes_of(stacked(stored, incoming, SERIES))
    gone = occurs(keys, len(stored))
    if complete:
        gone |= covered(stored, incoming, series)
    if replaces_fictional:
        gone |= occurs(series, len(stored)) & fictional(stored)
    names = [*OBSERVATIONS.names, "upload_id", "fictional"]
    coming = (
        incoming.select(OBSERVATIONS.names)
        .cast(OBSERVATIONS)
        .append_column("upload_id", pa.nulls(len(incoming), pa.string()))
    )
    coming = coming.append_column("fictional", pa.repeat(pa.scalar(False), len(incoming)))
    kept = stored.filter(pa.array(~gone)).select(names)
    both = pa.concat_tables([kept, coming.select(names)])
    return both.take(pa.array(np.argsort(order_key(both), kind="stable")))
