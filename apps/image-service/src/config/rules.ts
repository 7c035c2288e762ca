import { X509Certificate } from 'node:crypto';

import { isRepositoryName } from '@registry-images/model';

import { isRepositoryPattern } from '../access/repository-pattern.ts';

/** What the text of a setting has to be like, wherever it is set. */
export interface Rule {
  readonly isMet: (text: string) => boolean;
  /** Goes on after "must be". */
  readonly must: string;
}

type RuleName =
  | 'anything'
  | 'registryId'
  | 'folderId'
  | 'origin'
  | 'repository'
  | 'repositoryPattern'
  | 'tagPattern'
  | 'accessToken'
  | 'headerText'
  | 'tokenName'
  | 'sha256'
  | 'role'
  | 'certificates';

/** The rules of all settings that are texts. */
export const rules: Readonly<Record<RuleName, Rule>> = {
  anything: { isMet: () => true, must: 'text' },
  registryId: {
    isMet: (text) => isRepositoryName(text) && text.length <= 50 && !text.includes('/'),
    must: 'at most 50 lower-case letters, digits, ".", "-" and "_"',
  },
  folderId: { isMet: (text) => text.length <= 50, must: 'at most 50 characters long' },
  origin: {
    isMet: (text) => {
      const url = URL.parse(text);
      return url !== null && /^https?:$/.test(url.protocol) && text.replace(/\/$/, '') === url.origin;
    },
    must: 'like https://registry.example:5000, without a path and without credentials',
  },
  repository: {
    isMet: isRepositoryName,
    must: 'the name of a repository within the registry, like team/app',
  },
  repositoryPattern: {
    isMet: isRepositoryPattern,
    must: 'a pattern of repositories like prod/team/*, which is what is right below prod/team, or prod/**, which is everything of prod',
  },
  tagPattern: {
    isMet: (text) => text.length <= 128 && /^[\w*][\w.*-]*$/.test(text),
    must: 'a tag, in which * stands for any characters, like prod-*',
  },
  // A token that people chose is no more than 16 characters at times. It is held in memory alone, so it can only be
  // guessed request by request.
  accessToken: {
    isMet: (text) => /^[\x21-\x7e]{16,}$/.test(text),
    must: 'at least 16 visible ASCII characters, without spaces',
  },
  headerText: {
    isMet: (text) => /^[\x21-\x7e]+$/.test(text),
    must: 'visible ASCII characters, without spaces',
  },
  tokenName: {
    isMet: (text) => /^[\w.@-]{1,50}$/.test(text),
    must: 'at most 50 letters, digits, ".", "-", "_" and "@"',
  },
  sha256: {
    isMet: (text) => /^[0-9a-f]{64}$/.test(text),
    must: 'the SHA-256 of the token, 64 lower-case hexadecimal digits: the command make-token makes both',
  },
  role: { isMet: (text) => text === 'reader' || text === 'deleter', must: 'reader or deleter' },
  certificates: {
    isMet: isCertificate,
    must: 'the file of certificates in PEM, which begin with -----BEGIN CERTIFICATE-----',
  },
};

/** The bounds of a setting that is a whole number. */
export interface Bounds {
  readonly min: number;
  readonly max: number;
}

/** The bounds of all settings that are numbers. */
export const bounds: Readonly<Record<'port' | 'reconcileMinutes', Bounds>> = {
  port: { min: 0, max: 65_535 },
  reconcileMinutes: { min: 1, max: 1440 },
};

/** What the settings of the service are where they are not set. */
export const defaults: Readonly<{ host: string; port: number; database: string }> = {
  host: '127.0.0.1',
  port: 8080,
  database: ':memory:',
};

/** What the settings of a registry are where they are not set. */
export const registryDefaults: Readonly<{ id: string; reconcileMinutes: number }> = {
  id: 'local',
  reconcileMinutes: 10,
};

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.length > 0;
  } catch {
    return false;
  }
}
