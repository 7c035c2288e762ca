import { auditInsertSchema, auditSchema } from '../audit/audit-schema.ts';
import { operationKeysSchema, operationsSchema } from '../operations/operations-schema.ts';
import { forgottenSchema } from './forgotten-schema.ts';
import { imagesSchema } from './images-schema.ts';
import { pullsSchema } from './pulls-schema.ts';
import { unreadSchema } from './unread-schema.ts';

/**
 * What makes the tables, in the order in which it came to be: the version of a database is how many of these it has had.
 * Nothing is ever changed here once it was released, only added at the end.
 */
export const migrations: readonly string[] = [
  imagesSchema,
  operationsSchema,
  auditSchema,
  operationKeysSchema,
  unreadSchema,
  auditInsertSchema,
  pullsSchema,
  forgottenSchema,
];
