export { default } from '@registry-images/testing/vitest';
