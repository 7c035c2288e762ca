import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { makeTemporaryFolder } from '@registry-images/testing';
import { describe, expect, it } from 'vitest';

import { startPlayground, type RunningPlayground } from './start-playground.ts';

/** Where the image service and the bot take requests, as their logs say. */
function programUrls({ lines }: RunningPlayground): string[] {
  return lines.flatMap((line) => {
    const url = line.includes('"msg":"ready"') ? /"url":"([^"]+)"/.exec(line)?.[1] : undefined;
    return url === undefined ? [] : [url];
  });
}

function answers(url: string): Promise<boolean> {
  return fetch(`${url}/healthz`).then(
    () => true,
    () => false,
  );
}

async function untilSilent(url: string): Promise<void> {
  while (await answers(url)) {
    // Asks again at once: the answer is the wait.
  }
}

describe('npm start', () => {
  it('prints one line, and keeps the logs in the data folder', async () => {
    const data = await makeTemporaryFolder();
    await using playground = await startPlayground(data);
    expect(playground.lines).toHaveLength(1);
    expect(await readdir(data)).toEqual(['logs', 'registry', 'state']);
    expect(await readdir(join(data, 'logs'))).toEqual(['image-service.log', 'slack-bot.log']);
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('ends everything on %s, and well', async (signal) => {
    await using playground = await startPlayground(await makeTemporaryFolder(), { args: ['--verbose'] });
    const urls = programUrls(playground);
    expect(urls).toHaveLength(2);
    expect(await playground.end(signal)).toBe(0);
    expect(await Promise.all([playground.url, ...urls].map(answers))).toEqual([false, false, false]);
  });

  it('leaves no program behind when it is killed', async () => {
    await using playground = await startPlayground(await makeTemporaryFolder(), { args: ['--verbose'] });
    const urls = programUrls(playground);
    expect(await playground.end('SIGKILL')).toBeNull();
    await Promise.all(urls.map(untilSilent));
    expect(await Promise.all(urls.map(answers))).toEqual([false, false]);
  });

  it('ends with what happened when one of the programs ends', async () => {
    await using playground = await startPlayground(await makeTemporaryFolder(), { args: ['--verbose'] });
    const pid = Number(playground.lines.map((line) => /"pid":(\d+)/.exec(line)?.[1]).find(Boolean));
    const urls = programUrls(playground);
    process.kill(pid, 'SIGKILL');
    expect(await playground.ended).toBe(1);
    expect(playground.lines.join('\n')).toMatch(
      /The image service ended by itself, by SIGKILL\. Its last lines:/,
    );
    expect(await Promise.all(urls.map(answers))).toEqual([false, false]);
  });

  it('says which port is taken, and runs nothing then', async () => {
    await using first = await startPlayground(await makeTemporaryFolder());
    const { port } = new URL(first.url);
    const data = await makeTemporaryFolder();
    const second = startPlayground(data, { env: { PORT: port } });
    await expect(second).rejects.toThrow(`Port ${port} is taken. Choose another with PORT`);
    // Not even the samples, which take their time.
    expect(await readdir(data)).toEqual([]);
  });

  it('says which log cannot be written, and runs nothing then', async () => {
    const data = await makeTemporaryFolder();
    await mkdir(join(data, 'logs', 'slack-bot.log'), { recursive: true });
    const start = startPlayground(data);
    await expect(start).rejects.toThrow(/^Exit code 1:\nThe log \S+slack-bot\.log cannot be written: .*$/);
  });

  it('does not make the images again that are there', async () => {
    const data = await makeTemporaryFolder();
    const first = await startPlayground(data);
    await first.end('SIGINT');
    await rm(join(data, 'registry', 'docs'), { recursive: true });
    await using second = await startPlayground(data);
    expect(second.lines).toHaveLength(1);
    expect(await readdir(join(data, 'registry'))).toEqual(['team', 'tools']);
  });

  it('refuses what it does not understand', async () => {
    const start = startPlayground(await makeTemporaryFolder(), { env: { SLACK_MODE: 'pigeon' } });
    await expect(start).rejects.toThrow(/Exit code 1:\nSLACK_MODE is "pigeon"/);
  });
});
