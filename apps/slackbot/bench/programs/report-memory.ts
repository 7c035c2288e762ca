// Loaded before a program that is measured: tells the parent, on demand, how much memory it has.
process.on('message', (message) => {
  if (message !== 'memory' || !process.send || !globalThis.gc) return;
  globalThis.gc();
  const { rss: held } = process.memoryUsage();
  // Only where memory is short does V8 give back the pages that it keeps for objects to come. Twice: what the first has let
  // go of may have held something else.
  globalThis.gc({ flavor: 'last-resort' });
  globalThis.gc({ flavor: 'last-resort' });
  const { heapUsed, external, rss } = process.memoryUsage();
  process.send({ heap: heapUsed + external, resident: rss, emptyPages: held - rss });
});
// The channel itself must not keep the program alive, nor end it.
process.channel?.unref();
