/** When images were pulled. */
export const pullsSchema = `
-- Registries may tell of one pull twice, and of some never: the last one can be told, a number cannot.
ALTER TABLE pulls DROP COLUMN count;
`;
