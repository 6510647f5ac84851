"""The graph of a set of articles, as a person uses it from Python."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from html import escape
from pathlib import Path
from typing import Any

from pyoxigraph import DefaultGraph, Quad, Store

from kg.entity.decision import Decisions
from kg.entity.merge import Identity, identify
from kg.event.merge import Occurrences, occurrences
from kg.graph.event_files import EVENTS, event_tables
from kg.graph.files import load_quads, save
from kg.graph.name_table import FILE as NAMES
from kg.graph.network import network
from kg.graph.store import FOLDER, extend, has_store, merged, named_graphs, open_store
from kg.graph.table_files import filled
from kg.nouns import Facts
from kg.query.ask import ask
from kg.query.cell import Value
from kg.query.evidence import Evidences
from kg.query.names import Names
from kg.query.question import ask_question
from kg.query.rows import Rows
from kg.query.summary import Summary, summary
from kg.query.why import why
from kg.report import Report
from kg.triple import iri
from kg.triple.ontology import ontology
from kg.triple.write import Run, all_quads, quads


@dataclass(frozen=True, slots=True)
class Frame:
    """HTML that a notebook shows."""

    data: str

    def __repr__(self) -> str:
        return f"<a page of {len(self.data):,} characters>"

    def _repr_html_(self) -> str:
        return self.data


class Quads(Collection[Quad]):
    """Quads that are made, or read off a store, each time they are asked for."""

    def __init__(self, make: Callable[[], Iterable[Quad]]) -> None:
        self._make = make

    def __iter__(self) -> Iterator[Quad]:
        return iter(self._make())

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __contains__(self, quad: object) -> bool:
        return any(one == quad for one in self)


class Graph:
    """A knowledge graph: one named graph per article, and their merge as the default graph.

    ``Graph(facts)`` makes one out of what was read; ``Graph.load("DIR")`` opens a saved one.
    """

    def __init__(
        self,
        facts: Iterable[Facts] | Mapping[str, Facts] = (),
        run: Run | Mapping[str, Run] | None = None,
        decisions: Decisions | None = None,
    ) -> None:
        """``run``: what made the facts, of all or by article; ``decisions``: a person's.

        ``facts`` by article id, in order of the ids, are never held all together: thousands of
        articles may lie on the disk.
        """
        self._by_id = facts if isinstance(facts, Mapping) else None
        self.facts: Collection[Facts] = (
            facts.values() if isinstance(facts, Mapping) else tuple(facts)
        )
        """What the graph was made of; empty for a graph that was loaded."""
        self._decisions = decisions
        self.report: Report | None = None
        """Counts, timings and skipped inputs; None for a graph that was not built just now."""
        self._run = Run() if run is None else run
        self._store: Store | None = None
        self._names: Path | None = None
        made = Quads(lambda: all_quads(self.facts, self.identity, self._run, self.events))
        self._quads: Collection[Quad] = tuple(made) if self._by_id is None else made

    @classmethod
    def of_quads(cls, quads: Iterable[Quad]) -> Graph:
        """A graph of ready quads, for example from a file."""
        graph = cls()
        graph._quads = tuple(quads)
        return graph

    @classmethod
    def of_store(cls, store: Store) -> Graph:
        """A graph that stays where it is: in a store such as ``kg.graph.store`` writes."""
        graph = cls()
        graph._store = store
        graph._quads = Quads(lambda: (q for _, told in named_graphs(store) for q in told))
        return graph

    @classmethod
    def load(cls, path: str | Path) -> Graph:
        """A folder that ``kg build`` wrote, or a Turtle, TriG, N-Quads, N-Triples, JSON-LD or
        RDF/XML file. A folder's store is asked in place; without one, its graph file is read.
        Raises ``KhabarError`` K403 (unreadable), K404 (nothing there)."""
        if has_store(path):
            graph = cls.of_store(open_store(path))
            graph._names = Path(path) / FOLDER / NAMES
            return graph
        return cls.of_quads(load_quads(path))

    @cached_property
    def identity(self) -> Identity:
        """Which entities of different articles are one node, with the log of reasons."""
        return identify(self.facts, self._decisions)

    @cached_property
    def events(self) -> Occurrences:
        """Which events of different articles are one node."""
        return occurrences(self.facts, self.identity, self._decisions)

    @property
    def quads(self) -> Collection[Quad]:
        """Every triple in its article's named graph; in the default graph if it came so."""
        return self._quads

    @property
    def store(self) -> Store:
        """A pyoxigraph ``Store``: each article's named graph, and all merged as default graph.

        The merge is written out because SPARQL over a union of graphs would count a triple once
        for each article that has it.
        """
        if self._store is None:
            self._store = Store()
            extend(self._store, self.quads)
        return self._store

    def use(self, store: Store | None) -> None:
        """Ask a store that holds just this graph already; None: forget the one in use."""
        self._store = store
        self.__dict__.pop("rdf", None)
        self.__dict__.pop("names", None)

    @cached_property
    def rdf(self) -> Any:
        """The same as an rdflib ``Dataset`` (over the same store), prefixes bound: one graph an
        article, and the default graph, which holds all of them merged (``quads()`` gives both, so
        write files with ``save``, not with ``serialize``). For one ``rdflib.Graph`` of all:
        ``rdflib.Graph().parse("graph.ttl")``. A folder's is only read: writing into it raises
        ``KhabarError`` K406."""
        from kg.graph.dataset import dataset  # rdflib: for this only

        return dataset(self.store)

    @cached_property
    def names(self) -> Names:
        """From names in any spelling to IRIs."""
        return Names(self.store, self._names)

    def query(self, sparql: str, params: Mapping[str, Value] | None = None) -> Rows:
        """Ask in SPARQL, ``params`` bound to variables; see ``kg.query.ask.ask``. ``.frame()`` of
        the answer is a DataFrame. Raises ``KhabarError`` K501, K503, K508, K509."""
        return ask(self, sparql, params)

    def ask(self, question: str, **params: str) -> Rows:
        """Put a question of the library: ``g.ask("who-attended", city="باريس")``.

        Raises ``KhabarError`` K502 (no such question), K503 (no such parameter), K505 (nothing has
        that name), K506 (a date or term that is none), K511 (a question of your own).
        """
        return ask_question(self, question, params)

    def why(self, what: str | tuple[str, str, str]) -> Evidences:
        """The sentences behind an IRI, a name or a triple; see ``kg.query.why.why``.

        Raises ``KhabarError`` K505 where nothing has that name."""
        return why(self, what)

    def summary(self) -> Summary:
        """Counts of everything, and what is told of most."""
        return summary(self)

    def with_ontology(self) -> Graph:
        """The same graph, held in memory, and beside the articles' graphs that of the ontology:
        names and meanings of ``kg:demand``, of classes and roles, in Arabic and English. So
        ``?event kg:status/rdfs:label ?word`` answers; ``save`` writes it with the rest."""
        return Graph.of_quads((*self.quads, *ontology()))

    def networkx(self) -> Any:
        """A ``networkx.MultiDiGraph`` of entities and events; see ``kg.graph.network``."""
        return network(self.store)

    def save(self, path: str | Path) -> Path:
        """Write to a file, in the format of its ending: ``ttl trig nt nq jsonld rdf xml graphml
        gexf csv parquet``, or ``html`` for the page. TriG, N-Quads and JSON-LD hold one graph an
        article: rdflib reads them with ``Dataset(default_union=True)``. Raises ``KhabarError``
        K401, K402."""
        return save(self, Path(path))

    def event_table(self) -> Rows:
        """One row an event: PLOVER category, date, actors and recipients with ISO codes of their
        countries, place, sentence; see ``kg.graph.event_files``. ``.frame()`` of it is a
        DataFrame."""
        events, _ = event_tables(self.store)
        return Rows.of(EVENTS, [[filled(row.get(name)) for name in EVENTS] for row in events])

    def page(self, **options: Any) -> str:
        """The interactive page as HTML; see ``kg.view.page.page``."""
        from kg.view.page import page  # networkx and numpy: for a page only

        return page(self, **options)

    def show(self, height: int = 640, **options: Any) -> Frame:
        """Show the page inside a Jupyter notebook, in a frame of ``height`` pixels."""
        page = escape(self.page(**options), quote=True)
        return Frame(
            f'<iframe srcdoc="{page}" sandbox="allow-scripts allow-downloads allow-popups'
            ' allow-popups-to-escape-sandbox"'
            f' style="width:100%;height:{int(height)}px;border:0"></iframe>'
        )

    def __len__(self) -> int:
        """Number of distinct triples over all articles."""
        return merged(self.store)

    def triples(self) -> Iterator[tuple[Any, Any, Any]]:
        """Subject, predicate, object of every quad, as pyoxigraph terms."""
        for quad in self.quads:
            yield quad.subject, quad.predicate, quad.object

    def by_graph(self) -> Iterator[tuple[str, list[Quad]]]:
        """The named graphs in order of their IRIs, each with its quads; ``""``, the default
        graph of what came without graphs, before them."""
        if self._by_id is not None:
            for name, key in sorted((iri.article(key), key) for key in self._by_id):
                one = self._by_id[key]
                run = self._run if isinstance(self._run, Run) else self._run[key]
                yield name, list(quads(one, self.identity, run, self.events))
        elif self._store is not None and not isinstance(self._quads, tuple):
            yield from named_graphs(self._store)
        else:
            yield from sorted(self.article_graphs().items())

    def article_graphs(self) -> dict[str, list[Quad]]:
        """The quads of each named graph, by its IRI; ``""`` is the default graph."""
        graphs: dict[str, list[Quad]] = {}
        for quad in self.quads:
            name = "" if isinstance(quad.graph_name, DefaultGraph) else quad.graph_name.value
            graphs.setdefault(name, []).append(quad)
        return graphs

    def __repr__(self) -> str:
        return f"<Graph: {len(self.article_graphs())} named graphs, {len(self.quads)} quads>"

    def _repr_html_(self) -> str:
        return self.summary()._repr_html_()
