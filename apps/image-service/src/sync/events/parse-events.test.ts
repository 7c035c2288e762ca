import { digestOf, mediaTypes } from '@registry-images/oci';
import {
  array,
  assert,
  constantFrom,
  dictionary,
  jsonValue,
  oneof,
  property,
  record,
  string,
} from 'fast-check';
import { describe, expect, it } from 'vitest';

import { parseEvents } from './parse-events.ts';

const digest = digestOf(Buffer.from('image'));
const timestamp = '2026-11-23T10:35:45.951307971Z';
const atMs = Date.parse('2026-11-23T10:35:45.951Z');
const parse = (body: unknown, headers: Record<string, string> = {}) =>
  parseEvents(new Headers(headers), body);

const envelope = (action: string, target: object) => ({
  events: [
    {
      id: '47d80dbe',
      timestamp,
      action,
      target: { repository: 'team/app', ...target },
      request: { id: 'e6f60823', method: 'PUT', useragent: 'skopeo/1.9.3' },
    },
  ],
});

describe('parseEvents of CNCF Distribution', () => {
  const common = { repository: 'team/app', atMs, userAgent: 'skopeo/1.9.3' };

  it('reads pushes by tag and by digest', () => {
    const mediaType = mediaTypes.manifest;
    expect(parse(envelope('push', { mediaType, digest, tag: 'v1', size: 564 }))).toEqual([
      { kind: 'push', ...common, tag: 'v1', digest },
    ]);
    expect(parse(envelope('push', { mediaType, digest }))).toEqual([{ kind: 'push', ...common, digest }]);
  });

  it('reads deletions of an image and of each of its tags, which come apart', () => {
    expect(parse(envelope('delete', { digest }))).toEqual([{ kind: 'delete', ...common, digest }]);
    expect(parse(envelope('delete', { tag: 'v1' }))).toEqual([{ kind: 'delete', ...common, tag: 'v1' }]);
  });

  it('reads pulls', () => {
    expect(parse(envelope('pull', { mediaType: mediaTypes.dockerIndex, digest }))).toEqual([
      { kind: 'pull', ...common, digest },
    ]);
  });

  it('leaves layers out', () => {
    expect(parse(envelope('push', { mediaType: 'application/octet-stream', digest }))).toEqual([]);
    expect(parse(envelope('mount', { mediaType: mediaTypes.manifest, digest }))).toEqual([]);
  });

  it('leaves out what cannot be a tag or a digest', () => {
    expect(parse(envelope('push', { tag: '../v1', digest: 'sha256:0' }))).toEqual([
      { kind: 'push', ...common },
    ]);
  });
});

describe('parseEvents of Harbor', () => {
  const data = {
    resources: [{ digest, tag: 'v1', resource_url: 'harbor.example/team/app:v1' }],
    repository: { name: 'app', namespace: 'team', repo_full_name: 'team/app', repo_type: 'private' },
  };

  it('reads its own format', () => {
    const payload = { occur_at: atMs / 1000, operator: 'admin', event_data: data };
    const event = { repository: 'team/app', tag: 'v1', digest, atMs };
    expect(parse({ type: 'PUSH_ARTIFACT', ...payload })).toEqual([{ kind: 'push', ...event }]);
    expect(parse({ type: 'DELETE_ARTIFACT', ...payload })).toEqual([{ kind: 'delete', ...event }]);
    expect(parse({ type: 'PULL_ARTIFACT', ...payload })).toEqual([{ kind: 'pull', ...event }]);
    expect(parse({ type: 'SCANNING_COMPLETED', ...payload })).toEqual([]);
  });

  it('reads its CloudEvents, where a digest can stand for the tag', () => {
    const pulled = { ...data, resources: [{ digest, tag: digest }] };
    const event = { specversion: '1.0', type: 'harbor.artifact.pulled', time: timestamp, data: pulled };
    expect(parse(event)).toEqual([{ kind: 'pull', repository: 'team/app', digest, atMs }]);
  });
});

describe('parseEvents of zot', () => {
  const data = { name: 'team/app', reference: 'v1', digest, mediaType: mediaTypes.manifest, manifest: '{}' };

  it('reads CloudEvents in the body', () => {
    const event = { specversion: '1.0', type: 'zotregistry.image.updated', time: timestamp, data };
    const parsed = { kind: 'push', repository: 'team/app', tag: 'v1', digest, atMs };
    expect(parse(event)).toEqual([parsed]);
    expect(parse([event, { ...event, type: 'x.image.deleted' }])).toEqual([
      parsed,
      { ...parsed, kind: 'delete' },
    ]);
  });

  it('reads CloudEvents in the headers', () => {
    const headers = { 'ce-type': 'zotregistry.image.deleted', 'ce-time': timestamp, 'ce-specversion': '1.0' };
    expect(parse({ ...data, reference: digest }, headers)).toEqual([
      { kind: 'delete', repository: 'team/app', digest, atMs },
    ]);
    expect(parse(data, { 'ce-type': 'zotregistry.image.scanned' })).toEqual([]);
  });
});

describe('parseEvents', () => {
  it('gives no events for what it does not know', () => {
    for (const body of [{}, [], { type: 'ping' }, { events: null }, { events: [null, 1, {}] }]) {
      expect(parse(body)).toEqual([]);
    }
  });

  it('stands whatever JSON there is, in whatever place', () => {
    const word = constantFrom(
      'push',
      'delete',
      'PUSH_ARTIFACT',
      'harbor.artifact.pushed',
      'image.updated',
      digest,
    );
    const value = oneof(jsonValue(), word);
    const fields = dictionary(
      constantFrom('action', 'target', 'repository', 'tag', 'digest', 'name', 'repo_full_name', 'resources'),
      value,
    );
    const event = record(
      {
        type: value,
        specversion: value,
        time: value,
        occur_at: value,
        data: oneof(fields, value),
        event_data: oneof(
          record({ repository: oneof(fields, value), resources: oneof(array(fields), value) }),
          value,
        ),
        events: oneof(array(record({ action: word, target: oneof(fields, value), timestamp: value })), value),
      },
      { requiredKeys: [] },
    );
    assert(
      property(oneof(event, array(event), jsonValue()), string({ unit: 'grapheme-ascii' }), (body, type) => {
        for (const headers of [{}, { 'ce-type': type.trim() }]) {
          for (const { kind, repository, tag, digest: found, atMs: time } of parse(body, headers)) {
            expect(['push', 'delete', 'pull']).toContain(kind);
            expect(repository).toBeTypeOf('string');
            expect(tag ?? 'v1').toMatch(/^\w[\w.-]*$/);
            expect(found ?? digest).toMatch(/^[a-z0-9+._-]+:/);
            expect(Number.isFinite(time ?? 0)).toBe(true);
          }
        }
      }),
    );
  });
});
