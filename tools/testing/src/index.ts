export { makeTemporaryFolder } from './temporary-folder.ts';
export { describeWithTools, isInstalled, tools, type Tool } from './tools.ts';
