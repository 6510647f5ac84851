"""A graph on a port of this machine: SPARQL, pages, entities, a small API; safe by default.

Every question of a visitor is worked out in another process (``worker``) that ``guard`` ends at
the limit of time or memory; what visitors are told passes ``headers`` and ``gate`` on its way.
"""
