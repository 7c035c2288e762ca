// Loaded before a program that is measured: collects its garbage on demand, and tells the parent how much memory it has.
process.on('message', (flavor) => {
  if ((flavor !== 'regular' && flavor !== 'last-resort') || !process.send) return;
  // Twice: what the first has let go of may have held something else.
  globalThis.gc?.({ flavor });
  globalThis.gc?.({ flavor });
  const { heapUsed, external, rss } = process.memoryUsage();
  process.send({ heap: heapUsed + external, resident: rss });
});
// The channel itself must not keep the program alive, nor end it.
process.channel?.unref();
