"""Reading on a cluster: the same step as ``kg.crew``, on engines that are there already.

``ray`` and ``spark`` are engines (``kg.engine``); ``reader`` is what runs on their machines.
"""
