import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import { text } from 'node:stream/consumers';

import { makeTemporaryFolder } from '@registry-images/testing';
import { describe, expect, it } from 'vitest';

import { createLogFile, LogFileError, writeLog } from './log-file.ts';

describe('createLogFile', () => {
  it('writes lines into a folder that it makes, and starts anew each time', async () => {
    const folder = join(await makeTemporaryFolder(), 'data', 'logs');
    for (const line of ['first start', 'second start']) {
      await using log = await createLogFile(folder, 'bot');
      log.add(line);
    }
    expect(await readFile(join(folder, 'bot.log'), 'utf8')).toBe('second start\n');
  });

  it('keeps a log from other eyes, also where there was a file for all of them', async () => {
    const folder = await makeTemporaryFolder();
    await writeFile(join(folder, 'bot.log'), 'old', { mode: 0o644 });
    await using log = await createLogFile(folder, 'bot');
    expect((await stat(log.path)).mode & 0o777).toBe(0o600);
  });

  it.each(['bot.log', ''])('says so where the file cannot be: %j is something else', async (taken) => {
    const folder = join(await makeTemporaryFolder(), 'logs');
    if (taken === '') await writeFile(folder, '');
    else await mkdir(join(folder, taken), { recursive: true });
    const path = join(folder, 'bot.log');
    await expect(createLogFile(folder, 'bot')).rejects.toThrow(LogFileError);
    await expect(createLogFile(folder, 'bot')).rejects.toThrow(`The log ${path} cannot be written: `);
  });
});

describe('writeLog', () => {
  it('ends once every line is written', async () => {
    const stream = new PassThrough();
    const written = text(stream);
    await using log = writeLog('bot.log', stream);
    log.add('one');
    log.add('two');
    await log[Symbol.asyncDispose]();
    expect(await written).toBe('one\ntwo\n');
  });

  it('tells of a line that cannot be written, and ends well after that', async () => {
    const full = new Writable({ write: (_chunk, _encoding, done) => done(new Error('ENOSPC')) });
    await using log = writeLog('bot.log', full);
    log.add('one');
    expect((await log.failure).message).toBe('The log bot.log cannot be written: ENOSPC');
    log.add('two');
  });

  it('rejects where the end cannot be written', async () => {
    const full = new Writable({ final: (done) => done(new Error('ENOSPC')) });
    await expect(writeLog('bot.log', full)[Symbol.asyncDispose]()).rejects.toThrow(LogFileError);
  });
});
