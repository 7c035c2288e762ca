// Loaded before a program that is measured: tells the parent, on demand, how much memory is in use.
process.on('message', (message) => {
  if (message !== 'memory' || !process.send) return;
  // Twice: what the first has let go of may have held something else.
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed, external, rss } = process.memoryUsage();
  process.send({ heap: heapUsed + external, resident: rss });
});
// The channel itself must not keep the program alive, nor end it.
process.channel?.unref();
