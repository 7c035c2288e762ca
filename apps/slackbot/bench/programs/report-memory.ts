// Loaded before a program that is measured: tells the parent, on demand, how much memory it has.
process.on('message', (message) => {
  if (message !== 'memory' || !process.send || !globalThis.gc) return;
  // Before anything is collected that would not be otherwise.
  const { rss } = process.memoryUsage();
  // All that can be, also code that was needed at start alone. Twice: what the first has let go of may have held something else.
  globalThis.gc({ flavor: 'last-resort' });
  globalThis.gc({ flavor: 'last-resort' });
  const { heapUsed, external } = process.memoryUsage();
  process.send({ heap: heapUsed + external, resident: rss });
});
// The channel itself must not keep the program alive, nor end it.
process.channel?.unref();
