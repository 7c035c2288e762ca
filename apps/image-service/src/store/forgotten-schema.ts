/** What has gone without having been deleted here. */
export const forgottenSchema = `
-- Digests that a registry said it does not have any more, and since when. Their images are taken out; the registry is asked
-- for them again for some time.
CREATE TABLE forgotten (
  repository INTEGER NOT NULL REFERENCES repositories,
  digest TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  PRIMARY KEY (repository, digest)
) STRICT, WITHOUT ROWID;
`;
