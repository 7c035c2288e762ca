import { imageCases } from './image-cases.ts';
import { listCases } from './list-cases.ts';
import { previewCases } from './preview-cases.ts';
import { refusalCases } from './refusal-cases.ts';
import type { ContractRunner, ContractSubject } from './subject.ts';

/**
 * Registers the tests that a service of the Image API and a client of it have to pass together.
 *
 *     describeImagesContract({ describe, expect, it }, 'my service', makeSubject);
 *
 * @param runner the functions of that name of Vitest or Jest
 * @param name what is tested
 * @param makeSubject makes a service without images and a client of it, anew for each test
 * @see [Testing your code](../../../README.md#testing-your-code)
 */
export function describeImagesContract(
  { describe, expect, it }: ContractRunner,
  name: string,
  makeSubject: () => ContractSubject | Promise<ContractSubject>,
): void {
  describe(`the contract of the Image API, kept by ${name}`, () => {
    for (const rule of [...listCases, ...imageCases, ...previewCases, ...refusalCases]) {
      it(rule.name, async () => rule.check(await makeSubject(), expect));
    }
  });
}
