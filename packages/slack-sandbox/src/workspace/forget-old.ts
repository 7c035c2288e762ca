/** How long something is known after it was issued: longer than anything lives, so that it is told from what never was. */
const rememberedMs = 60 * 60 * 1000;

/** How many are known at most, so that a long run of many interactions does not fill the memory. */
const rememberedCount = 10_000;

/**
 * Forgets what was issued longer than {@link rememberedMs} ago, or before the latest {@link rememberedCount}. A map is walked
 * in the order of insertion.
 */
export function forgetOld(issued: Map<string, { readonly issuedMs: number }>, nowMs: number): void {
  for (const [id, { issuedMs }] of issued) {
    if (nowMs - issuedMs <= rememberedMs && issued.size < rememberedCount) return;
    issued.delete(id);
  }
}
