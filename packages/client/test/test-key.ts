/** An authorized key of a service account, as the command line tool of Yandex Cloud writes it, and its public part. */
export interface TestKey {
  readonly file: { readonly id: string; readonly service_account_id: string; readonly private_key: string };
  readonly publicKey: CryptoKey;
}

/** Makes a real RSA key. */
export async function createTestKey(id = 'ajekey1', serviceAccountId = 'ajeaccount1'): Promise<TestKey> {
  const { privateKey, publicKey } = await crypto.subtle.generateKey(
    {
      name: 'RSA-PSS',
      modulusLength: 2048,
      publicExponent: new Uint8Array([1, 0, 1]),
      hash: 'SHA-256',
    },
    true,
    ['sign', 'verify'],
  );
  const base64 = Buffer.from(await crypto.subtle.exportKey('pkcs8', privateKey)).toString('base64');
  const lines = [
    `PLEASE DO NOT REMOVE THIS LINE! Yandex.Cloud SA Key ID <${id}>`,
    '-----BEGIN PRIVATE KEY-----',
    ...(base64.match(/.{1,64}/g) ?? []),
    '-----END PRIVATE KEY-----',
    '',
  ];
  return { file: { id, service_account_id: serviceAccountId, private_key: lines.join('\n') }, publicKey };
}

/** Checks a JWT as IAM does; gives what is wrong with it, if anything is. */
export async function verifyJwt(
  keys: readonly TestKey[],
  jwt: string,
  nowMs: number,
): Promise<string | undefined> {
  const [header = '', claims = '', signature = '', ...more] = jwt.split('.');
  const { alg, typ, kid } = decodePart(header);
  const { iss, aud, iat, exp } = decodePart(claims);
  const key = keys.find(({ file }) => file.id === kid);
  if (more.length > 0 || alg !== 'PS256' || typ !== 'JWT') return 'wrong form';
  if (!key || key.file.service_account_id !== iss) return 'unknown key';
  if (aud !== 'https://iam.api.cloud.yandex.net/iam/v1/tokens') return 'wrong audience';
  if (typeof iat !== 'number' || typeof exp !== 'number' || !Number.isInteger(iat) || exp - iat > 3600) {
    return 'wrong times';
  }
  if (iat * 1000 > nowMs || exp * 1000 <= nowMs) return 'not now';
  const genuine = await crypto.subtle.verify(
    { name: 'RSA-PSS', saltLength: 32 },
    key.publicKey,
    Buffer.from(signature, 'base64url'),
    Buffer.from(`${header}.${claims}`),
  );
  return genuine ? undefined : 'wrong signature';
}

function decodePart(part: string): Readonly<Record<string, unknown>> {
  return JSON.parse(Buffer.from(part, 'base64url').toString());
}
