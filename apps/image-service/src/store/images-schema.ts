/**
 * The tables of the index.
 *
 * Digests are stored as keys of 33 bytes, see digest-key.ts. Whatever is in a list has its sort keys in an index that
 * covers them, of listed images alone, one for each field by which a registry or a repository can be ordered; and all
 * that a list shows of an image is in its row. So a page costs the same however many images there are. An order by name
 * needs no index of images: it goes from repository to repository.
 */
export const imagesSchema = `
-- Page tokens are bound to this key: those of another database have other numbers.
CREATE TABLE store (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  key BLOB NOT NULL
) STRICT;
INSERT INTO store VALUES (1, randomblob(16));

CREATE TABLE registries (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  swept_ms INTEGER
) STRICT;

-- Rows are never deleted and numbers never used again: page tokens have them.
CREATE TABLE repositories (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  registry INTEGER NOT NULL REFERENCES registries,
  name TEXT NOT NULL UNIQUE,
  is_gone INTEGER NOT NULL DEFAULT 0,
  listed INTEGER NOT NULL DEFAULT 0,
  untagged INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX repositories_by_registry ON repositories (registry, name) WHERE NOT is_gone;
CREATE INDEX repositories_with_images ON repositories (name) WHERE listed > 0;

-- One manifest in one repository. tags: JSON, sorted; null for none. is_entry: the repository itself names it, without a
-- tag. From media_type to content: what the manifest says; null for a damaged one. merged: the blobs of an index, which
-- depend on what of it is in the repository. registry and name are those of the repository.
CREATE TABLE images (
  id INTEGER PRIMARY KEY,
  registry INTEGER NOT NULL,
  repository INTEGER NOT NULL REFERENCES repositories,
  name TEXT NOT NULL,
  digest BLOB NOT NULL,
  digest_tail BLOB,
  public_id TEXT NOT NULL UNIQUE,
  is_listed INTEGER NOT NULL DEFAULT 0,
  is_entry INTEGER NOT NULL DEFAULT 0,
  seen_ms INTEGER NOT NULL,
  pushed_ms INTEGER,
  created_ms INTEGER NOT NULL,
  modified_ms INTEGER NOT NULL,
  tags TEXT,
  media_type TEXT,
  size INTEGER,
  subject BLOB,
  stated_ms INTEGER,
  content TEXT,
  merged TEXT,
  UNIQUE (repository, digest)
) STRICT;
CREATE INDEX registry_by_digest ON images (registry, digest, name) WHERE is_listed = 1;
CREATE INDEX registry_by_created ON images (registry, created_ms, name, digest) WHERE is_listed = 1;
CREATE INDEX registry_by_modified ON images (registry, modified_ms, name, digest) WHERE is_listed = 1;
CREATE INDEX repository_by_digest ON images (repository, digest) WHERE is_listed = 1;
CREATE INDEX repository_by_created ON images (repository, created_ms, digest) WHERE is_listed = 1;
CREATE INDEX repository_by_modified ON images (repository, modified_ms, digest) WHERE is_listed = 1;

-- The blobs of a registry, manifests among them, and which images need them.
CREATE TABLE blobs (
  id INTEGER PRIMARY KEY,
  registry INTEGER NOT NULL REFERENCES registries,
  digest BLOB NOT NULL,
  UNIQUE (registry, digest)
) STRICT;
CREATE TABLE blob_users (
  blob INTEGER NOT NULL,
  image INTEGER NOT NULL,
  PRIMARY KEY (blob, image)
) STRICT, WITHOUT ROWID;

-- From an index to what it lists, and from a referrer to its subject; the target need not be there.
CREATE TABLE edges (
  repository INTEGER NOT NULL,
  target BLOB NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('child', 'subject')),
  source INTEGER NOT NULL REFERENCES images ON DELETE CASCADE,
  PRIMARY KEY (repository, target, kind, source)
) STRICT, WITHOUT ROWID;
CREATE INDEX edges_by_source ON edges (source);

CREATE TABLE pulls (
  image INTEGER PRIMARY KEY REFERENCES images ON DELETE CASCADE,
  count INTEGER NOT NULL,
  last_ms INTEGER NOT NULL
) STRICT;
`;
