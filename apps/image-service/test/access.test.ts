import { describe, expect, it } from 'vitest';

import { expectSchema } from './contract.ts';
import { makeService } from './service.ts';

const images = '/container-registry/v1/images';
const accessToken = 'a-token-of-this-test';

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

describe('the log', () => {
  it('has a line for each request, without its query', async () => {
    const service = await makeService();
    await service.send(`${images}?repositoryName=local/secret-project`);
    expect(service.logs.map((line) => JSON.parse(line))).toEqual([
      expect.objectContaining({ msg: 'request', method: 'GET', path: images, status: 404 }),
    ]);
    expect(service.logs.join('')).not.toContain('secret-project');
  });
});
