/** Becomes ready, and ends by itself when it is told to. */
process.on('SIGUSR2', () => {
  console.log('out of luck');
  process.exit(4);
});
setInterval(() => undefined, 1000);
console.log(JSON.stringify({ msg: 'ready', pid: process.pid }));
