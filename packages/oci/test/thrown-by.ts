/** What `task` throws; undefined where it throws nothing. */
export function thrownBy(task: () => unknown): unknown {
  try {
    task();
    return undefined;
  } catch (error) {
    return error;
  }
}
