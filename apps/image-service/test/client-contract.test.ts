import { describeImagesContract, type ContractSubject } from '@registry-images/client/testing';
import { describe, expect, it } from 'vitest';

import { makeService } from './service.ts';

async function makeSubject(): Promise<ContractSubject> {
  const service = await makeService();
  const { client, fetch, operations } = service;
  let pushed = 0;
  return {
    client,
    baseUrl: 'http://localhost',
    fetch,
    registryId: 'local',
    push({ path, tags, createdAt, platform }) {
      pushed += 1;
      return service.push(path, `image ${pushed}`, {
        tags,
        created: createdAt,
        ...(platform !== undefined && { platform }),
      });
    },
    settle: () => operations.drain(),
  };
}

describeImagesContract({ describe, expect, it }, 'the image service', makeSubject);
