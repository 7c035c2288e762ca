/** Becomes ready and does not care about being asked to end. */
process.on('SIGTERM', () => console.log('no'));
setInterval(() => undefined, 1000);
console.log(JSON.stringify({ msg: 'ready' }));
