import { describe, expect, it } from 'vitest';

import { hashToken } from '../src/access/tokens.ts';
import type { TokenConfig } from '../src/config/config.ts';
import { expectSchema, imagesIn, operationIn } from './contract.ts';
import { makeService } from './service.ts';

const images = '/container-registry/v1/images';
const accessToken = 'a-token-of-this-test';

const tokenOf = (name: string, role: 'reader' | 'deleter', ...repositories: string[]): TokenConfig => ({
  name,
  role,
  repositories,
  sha256: hashToken(`token of ${name}`.replaceAll(' ', '-')),
});
const as = (name: string, init: RequestInit = {}): RequestInit => ({
  ...init,
  headers: { authorization: `Bearer token-of-${name}` },
});

/** A team that may delete its images, and others who may see more, or nothing. */
async function makeTeams() {
  const service = await makeService({
    tokens: [
      tokenOf('everybody', 'reader', '**'),
      tokenOf('team', 'deleter', 'local/team/*'),
      tokenOf('nobody', 'deleter', 'other/**'),
    ],
  });
  await service.push('team/app', 'app', { tags: ['v1'] });
  await service.push('other', 'other', { tags: ['v1'] });
  const { body } = await service.send(images, as('everybody'));
  const idOf = (name: string): string => imagesIn(body).find((image) => image.name === name)?.id ?? '';
  return { service, app: idOf('local/team/app'), other: idOf('local/other') };
}

describe('a service with an access token', () => {
  it('answers requests that carry it', async () => {
    const service = await makeService({ accessToken });
    const headers = { authorization: `Bearer ${accessToken}` };
    expect((await service.send(images, { headers })).status).toBe(200);
  });

  it.each([
    {},
    { authorization: 'Bearer other' },
    { authorization: accessToken },
    { authorization: 'Bearer ' },
    { authorization: `Basic ${accessToken}` },
  ])('refuses %o', async (headers) => {
    const service = await makeService({ accessToken });
    const {
      status,
      body,
      headers: answered,
    } = await service.send(images, { headers: new Headers(Object.entries(headers)) });
    expect([status, answered.get('www-authenticate')]).toEqual([401, 'Bearer']);
    expect(body).toMatchObject({ code: 16 });
    expectSchema('Status', body);
    expect(service.logs.join('')).not.toContain(accessToken);
  });

  it('refuses before it looks anything up, so that nobody learns what is there', async () => {
    const service = await makeService({ accessToken });
    expect((await service.send('/operations/op1')).status).toBe(401);
    expect((await service.send('/no/such/path')).status).toBe(401);
  });

  it('tells anybody that it is healthy', async () => {
    const { status, body } = await (await makeService({ accessToken })).send('/healthz');
    expect([status, body]).toEqual([200, { status: 'ok' }]);
  });
});

describe('a service without an access token', () => {
  it('refuses a name that was made to resolve to this machine', async () => {
    const service = await makeService();
    const response = await service.fetch(new Request(`http://rebound.example.com${images}`));
    expect(response.status).toBe(403);
  });
});

describe('a service with tokens of several roles', () => {
  it('shows to each what it may see, and to none that there is more', async () => {
    const { service, app, other } = await makeTeams();
    const names = async (name: string): Promise<string[]> =>
      imagesIn((await service.send(images, as(name))).body).map((image) => image.name);
    expect([await names('everybody'), await names('team'), await names('nobody')]).toEqual([
      ['local/other', 'local/team/app'],
      ['local/team/app'],
      [],
    ]);
    expect((await service.send(`${images}/${app}`, as('team'))).status).toBe(200);
    expect((await service.send(`${images}/${other}`, as('team'))).status).toBe(404);
    expect((await service.send(`${images}?repositoryName=local/other`, as('team'))).status).toBe(404);
  });

  it('lets only deleters delete, and only what they may see', async () => {
    const { service, app, other } = await makeTeams();
    const remove = async (id: string, name: string): Promise<number> =>
      (await service.send(`${images}/${id}`, as(name, { method: 'DELETE' }))).status;
    expect(await remove(app, 'everybody')).toBe(403);
    expect(await remove(other, 'team')).toBe(404);
    expect(await remove(app, 'nobody')).toBe(404);
    expect(await remove(app, 'team')).toBe(200);
  });

  it('shows an operation to those who may see its repository', async () => {
    const { service, app } = await makeTeams();
    const { body } = await service.send(`${images}/${app}`, as('team', { method: 'DELETE' }));
    const operation = `/operations/${operationIn(body).id}`;
    expect(operationIn(body).createdBy).toBe('team');
    expect((await service.send(operation, as('everybody'))).status).toBe(200);
    expect((await service.send(operation, as('nobody'))).status).toBe(404);
  });

  it('gives the metrics to tokens that see everything, also where it is asked from its own machine', async () => {
    const { service } = await makeTeams();
    const status = async (init?: RequestInit, address?: string): Promise<number> =>
      (await service.send('/metrics', init, address)).status;
    // A proxy on the same machine, too, has such an address, and often such a Host.
    expect([await status(), await status({}, '127.0.0.1'), await status(as('team'), '127.0.0.1')]).toEqual([
      401, 401, 403,
    ]);
    const metrics = new Request('http://localhost/metrics', as('everybody'));
    expect((await service.fetch(metrics)).status).toBe(200);
  });
});

describe('the log', () => {
  it('has a line for each request, without its query', async () => {
    const service = await makeService();
    await service.send(`${images}?repositoryName=local/secret-project`);
    expect(service.logs.map((line) => JSON.parse(line))).toEqual([
      expect.objectContaining({ msg: 'request', method: 'GET', path: images, status: 404 }),
    ]);
    expect(service.logs.join('')).not.toContain('secret-project');
  });

  it('names each request in every line, as the caller did where that is sane', async () => {
    const service = await makeService();
    const idOf = async (id?: string): Promise<string | null> =>
      (
        await service.send('/healthz', id === undefined ? {} : { headers: { 'x-request-id': id } })
      ).headers.get('x-request-id');
    expect(await idOf('trace-1/2')).toBe('trace-1/2');
    expect(await idOf()).toMatch(/^[0-9a-f-]{36}$/);
    expect(await idOf('two words')).toMatch(/^[0-9a-f-]{36}$/);
    expect(await idOf('x'.repeat(129))).toMatch(/^[0-9a-f-]{36}$/);
    expect(JSON.parse(service.logs[0] ?? '')).toMatchObject({ msg: 'request', requestId: 'trace-1/2' });
  });

  it('has what nobody foresaw, under the id that the answer gives', async () => {
    const service = await makeService();
    // Without its database it can do nothing.
    await service.stop();
    const { status, body } = await service.send('/operations/op1', { headers: { 'x-request-id': 'r-7' } });
    expect([status, body]).toEqual([
      500,
      expect.objectContaining({
        code: 13,
        message: expect.stringContaining('r-7'),
        details: [{ '@type': 'type.googleapis.com/google.rpc.RequestInfo', requestId: 'r-7' }],
      }),
    ]);
    const lines = service.logs.map((line) => JSON.parse(line));
    expect(lines).toContainEqual(expect.objectContaining({ msg: 'unexpected error', requestId: 'r-7' }));
  });

  it('says whose request it was, and has no secret', async () => {
    const service = await makeService({ accessToken });
    await service.send(images, { headers: { authorization: `Bearer ${accessToken}` } });
    expect(JSON.parse(service.logs.at(-1) ?? '')).toMatchObject({ caller: 'access-token' });
    expect(service.logs.join('')).not.toContain(accessToken);
  });
});
