/**
 * Reads an int64 of the protobuf JSON mapping, a decimal string, as a number.
 *
 * @throws RangeError if `value` is no decimal integer, or beyond ±(2^53 − 1), where numbers stop being exact.
 * @see https://protobuf.dev/programming-guides/json/
 */
export function parseInt64(value: string): number {
  const number = /^-?\d+$/.test(value) ? Number(value) : Number.NaN;
  if (!Number.isSafeInteger(number)) {
    throw new RangeError(`"${value}" is not an integer between -(2^53 - 1) and 2^53 - 1.`);
  }
  return number;
}
