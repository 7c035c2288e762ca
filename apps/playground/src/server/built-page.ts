import { access } from 'node:fs/promises';
import { join } from 'node:path';

/** There is no page to serve. */
export class PageNotBuiltError extends Error {
  override readonly name = 'PageNotBuiltError';
}

/** Makes sure that the page is built. Throws {@link PageNotBuiltError}. */
export async function assertPageBuilt(folder: string): Promise<void> {
  try {
    await access(join(folder, 'index.html'));
  } catch (cause) {
    throw new PageNotBuiltError(
      `There is no built page in ${folder}. Start the playground with \`npm start\`, which builds it.`,
      { cause },
    );
  }
}
