import type { Database } from './database.ts';

/** Which blocks a workspace takes for lists: the tables of today, or sections, which every client shows. */
export type ListRenderer = 'data_table' | 'sections';

/** What the bot remembers of a workspace. */
export interface WorkspaceSettings {
  readonly listRenderer: ListRenderer;
  /** The line of the audit that was posted last in the audit channel; 0 for none. */
  readonly auditPostedSeq: number;
}

/** The settings of all workspaces. */
export interface Settings {
  /** Those of a workspace; what was not set is as it is by default. */
  of(teamId: string): WorkspaceSettings;
  set(teamId: string, change: Partial<WorkspaceSettings>): void;
}

/** Makes the settings that are in a database. */
export function createSettings(database: Database): Settings {
  const read = database.sql.prepare('SELECT name, value FROM settings WHERE team_id = ?');
  const write = database.sql.prepare(
    `INSERT INTO settings (team_id, name, value) VALUES (?, ?, ?)
     ON CONFLICT (team_id, name) DO UPDATE SET value = excluded.value`,
  );
  return {
    of(teamId) {
      const values = new Map(read.all(teamId).map(({ name, value }) => [name, value]));
      return {
        listRenderer: values.get('listRenderer') === 'sections' ? 'sections' : 'data_table',
        auditPostedSeq: Number(values.get('auditPostedSeq') ?? 0),
      };
    },
    set(teamId, change) {
      database.transaction(() => {
        for (const [name, value] of Object.entries(change)) write.run(teamId, name, String(value));
      });
    },
  };
}
