/** Never becomes ready. */
setInterval(() => undefined, 1000);
console.log('starting');
