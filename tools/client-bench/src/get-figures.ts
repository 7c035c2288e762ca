import { createImagesClient } from '@registry-images/client';
import { createTokenCredential } from '@registry-images/client/credentials/token';
import { atMost, type Figure } from '@registry-images/figures';
import type { ApiPaths } from '@registry-images/model';
import axios from 'axios';
import ky from 'ky';
import createClient from 'openapi-fetch';

import { startServer } from './server-process.ts';
import { contender, medianOf, ratio, runInTurns, type Contender } from './side-by-side.ts';

/** Measures reading one image, one after the other over a connection that is kept, with a token. */
export async function getFigures(): Promise<Figure[]> {
  using server = await startServer({ images: 0 });
  const { baseUrl } = server;
  const imageId = 'crp00000000000000000';
  const url = `${baseUrl}/container-registry/v1/images/${imageId}`;
  const token = 't1.measured';
  const headers = { authorization: `Bearer ${token}` };
  const { images } = createImagesClient({ baseUrl, credential: createTokenCredential(token) });
  const openapi = createClient<ApiPaths>({ baseUrl, headers });

  const get = () => images.get(imageId);
  const ours = repeated(get);
  const bare = repeated(async () => (await fetch(url, { headers })).json());
  // What anybody needs who has a deadline, and a token that must not go elsewhere.
  const careful = repeated(async () => {
    const signal = AbortSignal.timeout(30_000);
    return (await fetch(url, { headers, signal, redirect: 'manual' })).json();
  });
  // Before the others have run: they call fetch in ways of their own, for which its code is compiled anew, and less well for
  // each of them. A program has one client.
  await runInTurns([ours, bare], { rounds: 500, warmUp: 200 });

  const besideOthers = repeated(get);
  const others = {
    'openapi-fetch alone': repeated(() =>
      openapi.GET('/container-registry/v1/images/{imageId}', { params: { path: { imageId } } }),
    ),
    ky: repeated(() => ky(url, { headers }).json()),
    axios: repeated(() => axios(url, { headers })),
  };
  await runInTurns([besideOthers, careful, ...Object.values(others)], { rounds: 150, warmUp: 200 });

  const [fastest] = Object.entries(others).toSorted(([, a], [, b]) => medianOf(a) - medianOf(b));
  if (!fastest) throw new Error('There is nobody to compare with.');
  return [
    atMost(1.1, ratio(ours, bare), {
      what: 'one `get` against a local server',
      against: 'bare `fetch` + `json()`',
    }),
    atMost(1.1, ratio(besideOthers, careful), {
      what: 'the same',
      against: '`fetch` + `json()` with a time limit and without redirects',
    }),
    atMost(1, ratio(besideOthers, fastest[1]), {
      what: 'the same',
      against: `the fastest of ${Object.keys(others).join(', ')}: ${fastest[0]}`,
    }),
  ];
}

/** A program uses one client, again and again: that is what is measured, and not the way from one client to the next. */
function repeated(call: () => Promise<unknown>): Contender {
  return contender(async () => {
    for (let count = 0; count < 50; count += 1) await call();
  });
}
