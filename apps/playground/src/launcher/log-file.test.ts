import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { makeTemporaryFolder } from '@registry-images/testing';
import { describe, expect, it } from 'vitest';

import { createLogFile } from './log-file.ts';

describe('createLogFile', () => {
  it('writes lines into a folder that it makes, and starts anew each time', async () => {
    const folder = join(await makeTemporaryFolder(), 'data', 'logs');
    for (const line of ['first start', 'second start']) {
      await using log = await createLogFile(folder, 'bot');
      log.add(line);
    }
    expect(await readFile(join(folder, 'bot.log'), 'utf8')).toBe('second start\n');
  });
});
