import { createHash } from 'node:crypto';

/**
 * The id of an image: 20 letters and digits, `img` and 85 bits of a hash of where the image is and what it is. So it is
 * the same after a restart and on every replica, with nothing stored, and differs between repositories that hold the same
 * image. A digest itself would not fit in the 50 characters of an id.
 */
export function imageId(name: string, digest: string): string {
  // Neither a repository name nor a digest has a space in it, so no two pairs hash the same text.
  const hash = createHash('sha256').update(`${name} ${digest}`).digest();
  return `img${Array.from(hash.subarray(0, 17), (byte) => alphabet[byte % alphabet.length]).join('')}`;
}

// 32 characters, so that every one is as likely; without those that are mistaken for others when read aloud.
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
