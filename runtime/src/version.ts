/** Of the runtime and the command line: that of runtime/package.json. */
export const VERSION = '0.1.0';
