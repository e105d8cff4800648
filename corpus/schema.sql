-- A fact base. Rows stand in the order of their keys, so that the same facts make the same file.
-- Times are seconds since 1970-01-01T00:00:00Z, half-open: "begin" belongs to the stretch, "end" does not.
-- NULL is "not recorded" or, for the begin and end of a statement, "always"; an open role is a row of unknown_role.

CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- The tables of corpus/schema that the base was made with.
CREATE TABLE schema_table (name TEXT PRIMARY KEY, content TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE source (
  id TEXT PRIMARY KEY,
  title TEXT NOT NULL,
  url TEXT NOT NULL,
  licence TEXT NOT NULL,
  accessed TEXT NOT NULL,
  rank INTEGER NOT NULL          -- 0 ordinary, 1 primary
) STRICT, WITHOUT ROWID;

CREATE TABLE entity (
  id TEXT PRIMARY KEY,
  label_en TEXT NOT NULL,
  label_id TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE kind (
  entity TEXT NOT NULL REFERENCES entity,
  n INTEGER NOT NULL,            -- 0 is the most specific
  kind TEXT NOT NULL,
  PRIMARY KEY (entity, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE name (
  n INTEGER PRIMARY KEY,
  entity TEXT NOT NULL,
  text TEXT NOT NULL,
  lang TEXT NOT NULL,            -- '' = any
  role TEXT NOT NULL,            -- name, alias, acronym, demonym
  common INTEGER NOT NULL        -- 1 = also the name of much else
) STRICT;

CREATE TABLE event (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  time TEXT NOT NULL,            -- as told, EDTF; '' for a state or where it is not known
  "from" TEXT NOT NULL,
  "to" TEXT NOT NULL,
  begin INTEGER,
  end INTEGER,
  open_ended INTEGER NOT NULL,
  zone TEXT NOT NULL,            -- IANA zone of the place, '' = none
  rank TEXT NOT NULL,            -- normal, preferred, deprecated, draft
  marginal INTEGER NOT NULL,
  reason TEXT NOT NULL           -- why it is deprecated
) STRICT;

CREATE TABLE role (
  event TEXT NOT NULL REFERENCES event(id),
  n INTEGER NOT NULL,
  role TEXT NOT NULL,
  type TEXT NOT NULL,            -- entity, date, quantity, symbol, text
  text TEXT NOT NULL,            -- as told
  number REAL, low REAL, high REAL, unit TEXT,
  PRIMARY KEY (event, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE unknown_role (
  event TEXT NOT NULL REFERENCES event(id),
  n INTEGER NOT NULL,
  role TEXT NOT NULL,
  PRIMARY KEY (event, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE statement (
  n INTEGER PRIMARY KEY,
  subject TEXT NOT NULL,
  property TEXT NOT NULL,
  type TEXT NOT NULL,
  text TEXT NOT NULL,
  number REAL, low REAL, high REAL, unit TEXT,
  "from" TEXT NOT NULL,
  "to" TEXT NOT NULL,
  begin INTEGER,
  end INTEGER,
  open_ended INTEGER NOT NULL,
  rank TEXT NOT NULL,
  reason TEXT NOT NULL           -- why it is deprecated
) STRICT;

CREATE TABLE complete (
  id TEXT PRIMARY KEY,
  set_text TEXT NOT NULL,        -- launch{site=...}
  roles TEXT NOT NULL,           -- known for every member, ';' between them
  "from" TEXT NOT NULL,
  "to" TEXT NOT NULL,
  begin INTEGER,
  end INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE citation (
  of TEXT NOT NULL,              -- entity, event, statement, complete; role: of one filler, where it has its own
  id TEXT NOT NULL,              -- the row's id; a statement's n; an event's id, a blank and a role's n
  n INTEGER NOT NULL,
  source TEXT NOT NULL REFERENCES source,
  evidence TEXT NOT NULL,
  checked TEXT NOT NULL,
  PRIMARY KEY (of, id, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE zone (name TEXT PRIMARY KEY, initial INTEGER NOT NULL) STRICT, WITHOUT ROWID;

-- Seconds east of UTC from an instant on.
CREATE TABLE zone_transition (
  zone TEXT NOT NULL REFERENCES zone,
  utc INTEGER NOT NULL,
  offset INTEGER NOT NULL,
  PRIMARY KEY (zone, utc)
) STRICT, WITHOUT ROWID;

CREATE INDEX name_entity ON name(entity);
CREATE INDEX event_kind ON event(kind);
CREATE INDEX role_text ON role(text) WHERE type = 'entity';
CREATE INDEX statement_subject ON statement(subject, property);
CREATE INDEX statement_property ON statement(property);
