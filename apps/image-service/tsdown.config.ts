export { default } from '@registry-images/container/tsdown';
