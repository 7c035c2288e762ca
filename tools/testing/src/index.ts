export { startRegistry, type RegistryVariant, type RunningRegistry } from './registry.ts';
export { makeTemporaryFolder } from './temporary-folder.ts';
export { startTokenServer, type TokenServer, type User } from './token-server.ts';
export { describeWithTools, isInstalled, tools, type Tool } from './tools.ts';
