import { parseConfig, type ParsedConfig } from '../src/config/parse-config.ts';

/** A certificate of an authority that nobody has. */
export const certificate = `-----BEGIN CERTIFICATE-----
MIIBdjCCARugAwIBAgIUUv+2NON45DxXnpoWGq+VqIz8tBMwCgYIKoZIzj0EAwIw
DzENMAsGA1UEAwwEdGVzdDAgFw0yNjExMjMxNTM1NTJaGA8yMTI2MTAzMDE1MzU1
MlowDzENMAsGA1UEAwwEdGVzdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABMDD
kUZAlzf40T+7u3VO2mnokTLnq/zAuD2iSsPC5+zEQn2xetpfjmrrk1iCJGxKEjt6
sq+qIt5HTVnCHsKfA4WjUzBRMB0GA1UdDgQWBBQFfKswSX2WClOHjB73q6nKrDpI
RjAfBgNVHSMEGDAWgBQFfKswSX2WClOHjB73q6nKrDpIRjAPBgNVHRMBAf8EBTAD
AQH/MAoGCCqGSM49BAMCA0kAMEYCIQD4z6P5QggmKXZC1GHmDnqzoS3fgqTgyNxF
XI8cFjXHsgIhAKQrWbX7StucENcBKIjnplH6btjgnRaUi8Q4p+Q7sJGZ
-----END CERTIFICATE-----
`;

/** Parses the configuration of an environment where there are these files. */
export function parseEnvironment(
  env: Readonly<Record<string, string>>,
  files: Readonly<Record<string, string>> = {},
): ParsedConfig {
  return parseConfig({
    env,
    readFile(path) {
      const text = files[path];
      if (text === undefined) throw new Error('ENOENT: no such file');
      return text;
    },
  });
}
