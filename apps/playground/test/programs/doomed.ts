/** Says what is wrong, and ends. */
console.log('reading the configuration');
console.error('IMAGES_ROOT is not set');
process.exitCode = 3;
