import { describe, expect, it } from 'vitest';

import { createImagesClient } from '../../src/index.ts';
import { describeImagesContract } from '../../src/testing/index.ts';
import { makeFakeSubject } from './fake-subject.ts';

describeImagesContract({ describe, expect, it }, 'the fake', () => makeFakeSubject(createImagesClient));
