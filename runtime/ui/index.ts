export * from './drawing/index.js';
export * from './elements/index.js';
export * from './studio/index.js';
export { shortcutOf, type ToolName, TOOLS } from './tools/index.js';
