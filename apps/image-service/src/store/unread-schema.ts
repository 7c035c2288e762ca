/** What could not be read. */
export const unreadSchema = `
-- The tags and digests behind which there may be an index that nobody could look into: JSON; null for none.
ALTER TABLE repositories ADD COLUMN unread TEXT;
-- The blobs of a damaged image, as far as they could be told: JSON; null for none.
ALTER TABLE images ADD COLUMN damaged_blobs TEXT;
`;
