/** How long `expect.poll` waits for what happens soon, on a machine that has much else to do; in ms. */
export const patience = { timeout: 10_000, interval: 20 } as const;
