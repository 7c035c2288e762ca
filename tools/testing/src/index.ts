export { selfSignedCertificate } from './certificate.ts';
export { listenOnLoopback, refusingOrigin } from './loopback.ts';
export {
  startOddServer,
  type OddServer,
  type ReceivedRequest,
  type Reply,
  type Script,
} from './odd-server.ts';
export { startRegistry, type RegistryVariant, type RunningRegistry } from './registry.ts';
export { makeTemporaryFolder } from './temporary-folder.ts';
export { startTokenServer, type TokenServer, type User } from './token-server.ts';
export { describeWithTools, isInstalled, tools, type Tool } from './tools.ts';
