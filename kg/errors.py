"""Every message that Khabar gives when something is wrong, numbered, in one place.

Each says what happened, where, what was expected and what to do next, in one line.
"""

from __future__ import annotations


class KhabarError(Exception):
    """An error that a user can act on: shown as one line, never as a traceback."""

    def __init__(self, code: str, **where: object) -> None:
        self.code = code
        super().__init__(f"{code}: {MESSAGES[code].format(**where)}")

    @classmethod
    def of(cls, told: str) -> KhabarError:
        """The error of a line that ``message`` made."""
        error = cls.__new__(cls)
        error.code = told.partition(":")[0]
        Exception.__init__(error, told)
        return error


def message(code: str, **where: object) -> str:
    """The one line of a message, with its number, for inputs that are skipped, not fatal."""
    return f"{code}: {MESSAGES[code].format(**where)}"


MESSAGES: dict[str, str] = {
    # K1xx reading articles
    "K101": "{file}: empty; expected an article in Arabic. Remove it or fill it.",
    "K102": "{file}: not text but {kind}; expected {known}. Save it as plain text and read that.",
    "K103": "{file}: the text is not Arabic ({found}); expected a news article in Arabic.",
    "K104": "{file}: no words and so no sentences in it; expected an article in Arabic.",
    "K105": "{file}: broken row, skipped: {reason}. Mend that row; the other rows are read.",
    "K106": "{file}: no column '{column}'; columns here: {columns}. Name the one that holds the "
    "article's text: --columns text=NAME.",
    "K107": "{file}: the id '{id}' was already read from {first}; this one is skipped. Give each "
    "article an id of its own (a file's id is its name without the ending).",
    "K108": "{file}: cannot be read ({reason}). Check that it is there for you to read.",
    "K109": "{file}: no such file or folder. Check the spelling of the path.",
    "K110": "{file}: files that end in '{suffix}' are not read; save it as plain text (.txt). "
    "Read are {known}.",
    "K111": "{file}: date '{date}' not understood, read without it. Understood are 2016-01-20, "
    "20/1/2016 (day first), 20 يناير 2016, Jan 20, 2016, Hijri 1437/4/10, a month or a year.",
    "K112": "{file}: too long for one article ({found}); the limit is {limit}. Divide it into its "
    "articles, one a file or one a JSONL row.",
    "K113": "{file}: encoding not recognised; expected UTF-8, UTF-16 or Windows-1256. Convert it, "
    "e.g. iconv -f ENCODING -t UTF-8.",
    "K114": "{file}: {count} broken character(s), first at offset {offset}, read as U+FFFD; "
    "expected {encoding}. The other characters are as they were.",
    "K115": "{file}: no article found in this web page; expected one with running text. Save the "
    "article's text as a .txt file.",
    "K116": "{file}: XML, but neither RSS nor Atom with entries; expected a feed. {reason}",
    "K117": "{file}: {count} more such rows, not named one by one: {kind}.",
    "K118": "'{column}' is not one of an article's columns; expected {known}. Write e.g. "
    "text=body.",
    "K119": "date '{date}' not understood; expected YYYY-MM-DD, YYYY-MM or YYYY, nothing else: "
    "12/3/2015 may be two days.",
    "K120": "{file}: to read .zst files install zstandard (pip install zstandard), or unpack it.",
    "K121": "{file}: no files in this folder; expected {known}.",
    "K122": "{file}: no column '{column}', which was to give the {field}; columns here: {columns}. "
    "Articles are read without it.",
    "K123": "no article could be read (skipped: {count}, each with its reason); nothing "
    "was written. Give a file or folder with Arabic news articles.",
    "K124": "{file}: this article could not be worked out ({reason}), skipped; the fault is "
    "Khabar's. Please report it with the article.",
    "K125": "{file}: reading broke off here ({reason}); the fault is Khabar's. Please report it "
    "with the file.",
    "K126": "{file}: the processes that read this article died ({reason}), skipped; the others go "
    "on. If it needed more memory than there is, read it by itself: --workers 1.",
    "K127": "no reading process can be started ({reason}); read in this one: --workers 1.",
    "K128": "--engine {engine} needs {package}, which is not installed: pip install {package}.",
    "K129": "--engine {engine}: no cluster at {address} ({reason}); check the address and that it "
    "runs, or leave out --address: then one is started on this machine.",
    "K130": "--engine {engine}: {host} has another khabar than this machine ({there}, here "
    "{here}); install the same on all, or the graph would depend on who read what.",
    "K131": "--engine {found}: no such engine; expected ray or spark, and --address only with one "
    "of them.",
    "K132": "--engine {engine}: the cluster broke off ({reason}); what was read is kept: say the "
    "same again.",
    "K133": "{count} of {total} articles have no date, or none that can be read ({first}): "
    "yesterday (أمس), Monday and the like get no day in them. Give one for all, "
    "--date 2016-01-21, or each its own in a column 'date' of a table (another name: "
    "--columns date=…).",
    "K134": "the build before this one looked for names of your own ({names}), this one does not: "
    "what it read is read again without them. To keep them, give each again with --entities.",
    "K135": "{file}: date '{date}' has its month first; days up to 12 of this table are read day "
    "first (05/07/2015 is 5 July). Where they are not, write them as 2015-05-07.",
    "K136": "{file}: url '{url}' is no whole address (http://… or https://…); kept as text, not as "
    "a link. Write whole addresses; other such rows of this table are not named.",
    "K137": "'{file}': no such file; this reads like the words of an article, not the path of one. "
    "Save them as a .txt file and give its path, or pipe them to: kg build -",
    "K138": "{count} article(s) without a date get the one in their file's name (first {file}: "
    "{date}). Where that is not the day it was published: another name, or a table with a column "
    "'date'.",
    "K139": "{count} article(s) left out, as they were removed before ({ids}); to read one again: "
    "kg remove DIR ID --undo (DIR: the folder of the graph), then this build.",
    "K140": "{count} article(s) have the very text of another ({ids}) and count as further "
    "sources of it; if a file was renamed or copied: kg remove DIR '{first}' (DIR: the folder of "
    "the graph).",
    # K2xx lexicons and user tables
    "K201": "{file}: this table of names cannot be read ({reason}); give the path of a text file",
    "K202": "{file}, byte {offset}: not UTF-8; save the table as UTF-8 text and try again",
    "K203": "{file}, row {row}: {found} cells, expected 2 to 6 divided by tabs: name, type, other "
    "names, Wikidata id, English name, IRI; the row is left out",
    "K204": "{file}, row {row}: the name is empty or has no letters; write one or delete the row; "
    "it is left out",
    "K205": "{file}, row {row}: type '{found}' is none of PER, CTRY, LOC, ORG, GRP; the row is "
    "left out",
    "K206": "{file}, row {row}: '{found}' is no Wikidata id, expected Q and digits (Q142); the row "
    "is left out",
    "K207": "{file}, row {row}: '{name}' stands already in {first}; keep one of the two; the later "
    "is left out",
    "K208": "{file}: this dump cannot be read ({reason}); give the path of a file",
    "K209": "{file}: no dump that can be imported ({reason}); expected GeoNames (19 columns), "
    "Wikidata (JSON, one item a line) or RDF (ttl, nt, rdf, jsonld), perhaps with .gz",
    "K210": "{file}: nothing in this dump has both an Arabic name (in RDF one with @ar) and a type "
    "that is known; nothing was written",
    "K211": "{file}, row {row}: '{found}' in column {column}, expected {expected}; mend that row "
    "(its cells are divided by tabs)",
    "K212": "{file}: not in UTF-8 at byte {offset}; save the table as UTF-8 text divided by tabs, "
    "not as Windows-1256 or 'Unicode text'",
    "K213": "{file}: no column '{column}'; the first line after the notes must name the columns, "
    "divided by tabs, and is: {first}",
    "K214": "{file}, row {row}: '{found}' is no IRI, expected https://…, http://… or urn:…; the "
    "row is left out",
    "K215": "{file}: {count} with an Arabic name left out, for its class is not known ({classes}); "
    "known are {known}: give one beside its own",
    "K216": "{file}: no place of {countries} in this dump; it has those of {found}. Say one of "
    "them with --country, or none for all; nothing was written",
    "K217": "{file}, row {row}: {column} '{found}' stands already in row {first}; one id is one "
    "thing's: mend one of the two rows, or delete it",
    "K218": "{file}: compiled of other rows than there are now ({rows}): what was changed there "
    "has no effect yet. Compile: pip install -e '.[lexicon]', then python -m kg.lexicon.compile",
    # K3xx the model
    "K301": "{file}: this part of the trained model is missing; install Khabar again, in a clone "
    "of it: pip install --force-reinstall --no-deps .",
    "K302": "{file}: this part of the trained model is damaged ({reason}); install Khabar again, "
    "in a clone of it: pip install --force-reinstall --no-deps .",
    "K303": "--also {found}: no such reader; expected camel, or llm=URL#MODEL "
    "(llm=http://localhost:11434/v1#qwen3)",
    "K304": "{folder}: camel-tools' recogniser has no data here; install it (camel_data -i "
    "ner-arabert, 542 MB), or leave out --also camel",
    "K305": "{url}: the language model does not answer ({reason}); start it, or leave out --also",
    "K306": "training needs {package}; in a clone of Khabar: pip install '.[train]'",
    "K307": "{path}: nothing to train on; expected a folder with gold/train, gold/dev, data/ner "
    "and data/pool (kg/mention/model/README.md says what they hold)",
    "K311": "{url}: Wikidata does not answer ({reason}); what it said before is kept; try again "
    "later, or go on without --wikidata",
    # K4xx graph files
    "K401": "{path}: cannot be written ({reason}); choose another --output, or free it",
    "K402": "{path}: no format has the ending {suffix!r}; use one of {known}",
    "K403": "{path}: cannot be read as {format} ({reason}); build or export the graph again",
    "K404": "{path}: no graph there; expected a folder that kg build wrote, or an RDF file (ttl, "
    "trig, nq, jsonld, rdf). Check the path, or make one: kg build ARTICLES --output FOLDER.",
    "K405": "{path}: a file, and kg serve takes the folder that kg build wrote; say "
    "kg serve {folder}",
    "K406": "a graph that lies in a folder is only read here. To add to it: d = rdflib.Dataset("
    "default_union=True); d.parse('graph.trig'); add; d.serialize('own.trig', format='trig'); and "
    "ask kg.Graph.load('own.trig')",
    # K5xx queries
    "K501": "SPARQL, line {line}, column {column}: {near}: expected {expected}",
    "K502": "no question is called {name!r}; did you mean {near}? `kg questions` lists them all",
    "K503": "there is no parameter {name!r} here; known: {known}",
    "K505": "nothing in the graph is called {name!r}; {near}",
    "K506": "parameter {name!r} cannot be {value!r}; expected {expected}",
    "K507": "no answer format is called {name!r}; use one of {known}",
    "K508": "SERVICE would reach another server, which no query may; ask without it, and that "
    "server by itself: kg query http://…",
    "K509": "the query cannot be worked out ({reason}); see the functions of SPARQL 1.1",
    "K510": "{file}: this query cannot be read ({reason}); give the path of a UTF-8 text file",
    "K511": "{file}: no question of your own ({reason}); expected SPARQL that begins with "
    "# title_ar, # title_en and # param lines ('# param city (name): Arabic | English'), as "
    "kg questions who-attended shows them.",
    "K512": "the vocabulary has no {term}; nearest: {near}. Write that, or declare a vocabulary of "
    "your own: PREFIX kg: <...>",
    "K513": "{file}: your question {name!r} stands in the place of the library's; give the file "
    "another name to have both.",
    "K514": "{file}: no such folder, though KHABAR_QUESTIONS says that your questions are there; "
    "mend its path, or unset it to have the library alone.",
    # K6xx the page
    "K601": "no type is called {name!r}; use one of {known}",
    "K602": "nobody and nothing in the graph is called {name!r}; nearest names: {near}",
    "K603": "{date!r} is no date; write YYYY, YYYY-MM or YYYY-MM-DD",
    # K7xx evaluation
    "K701": "{file}: no annotated article ({reason}); expected JSON after the annotation guide.",
    "K702": "{file}: sentence {sentence} does not hold '{words}'; quote exactly what stands there.",
    "K703": "{file}: no annotated articles there; expected JSON files after the annotation guide.",
    "K704": '{row}: {new} is lower than the floor {old}; to lower it say why: --reason "...".',
    # K8xx corrections and growing
    "K801": "{file}: the corrections cannot be read ({reason}); save them as UTF-8 text.",
    "K802": "{where}: {found}; expected {expected}.",
    "K803": "{where}: nothing in the graph is {item}; copy its IRI from merges.tsv or graph.ttl, "
    "or say it by the names that the page shows.",
    "K804": "{where}: {item} into {value} closes a circle of merges; take back the other one "
    "(kg split) or delete its row in corrections.tsv.",
    "K805": "{where}: this {action} contradicts row {other} of corrections.tsv, which is "
    "followed; delete one of the two.",
    "K806": "{where}: {types} are never one thing; if one of them has the wrong type, add a row to "
    "corrections.tsv, divided by tabs (retype, its IRI, one of PER CTRY LOC ORG GRP), run "
    "kg build again, then merge.",
    "K807": "{path}: holds no facts to build anew from (facts.sqlite); run kg build once more, "
    "with --output {path}.",
    "K808": "{path}: no article is called {article!r}; nearest ids: {near}",
    "K809": "{path}: the kept facts are damaged ({reason}); delete that file and build again.",
    "K810": "{file}: article {article!r} takes the place of the one read from {first}; if they "
    "are two, give one another id, in a column 'id' (another name: --columns id=…) or by another "
    "file name; files of one name in two folders may also be given in one command.",
    "K811": "several things are called {name!r}; give the IRI of one of them: {found}.",
    "K812": "{path}: another kg is writing this graph; wait for it and try again.",
    "K813": "{one} and {other} are in one node, and its members do not tell which of them is "
    "meant; give two of their IRIs: {members}.",
    "K814": "{one} and {other} are one thing, {node}, which was not joined of several; say which "
    "article means somebody else: kg split {folder} NAME ARTICLE.",
    "K815": "{one} and {other} are one node already, {node}: nothing to do.",
    "K816": "{path}: builds leave out no article {article!r}; corrections.tsv has a row 'remove' "
    "for each that they do.",
    "K817": "{where}: the graph tells no such fact: {item}; write a post as PERSON POST, a "
    "relation or a role as SUBJECT PROPERTY OBJECT, as in graph.ttl (باريس kg:capitalOf فرنسا).",
    "K818": "{fact}: rejected already, by row {row} of corrections.tsv: nothing to do.",
    "K819": "{where}: article {article!r} does not tell of {item}, which others tell of; kg why "
    "gives the ids of those that do.",
    "K820": "{one} and {other} are two nodes already, {first} and {second}: nothing to do; should "
    "a later build join them, say this again.",
    # K9xx servers
    "K902": "{endpoint}: no answer ({reason}); check the address and that the server runs, then "
    "say the same again: what was done is not done twice.",
    "K903": "{endpoint}: refused with {status} ({reason}); {next}",
    "K904": "{endpoint}: not an address of a server; expected http://… or https://…, without a "
    "name and password in it (those go in KHABAR_USER and KHABAR_PASSWORD).",
    "K905": "{endpoint}: a password would cross the network unprotected; use https, or say "
    "--insecure if you trust every machine between.",
    "K906": "{address}: nothing can listen there ({reason}); choose another port, --port {other} "
    "(0: any that is free), or stop what has it; --host takes an address of this machine.",
}
