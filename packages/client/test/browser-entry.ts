export * from '../src/index.ts';
export * from '../src/credentials/metadata.ts';
export * from '../src/credentials/service-account-key.ts';
export * from '../src/credentials/token.ts';
export * from '../src/credentials/workload-identity.ts';
