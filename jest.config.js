import { availableParallelism } from 'node:os';

/** @type {import('jest').Config} */
export default {
  // Jest leaves a processor free, which on two is half; more than four browsers are no faster.
  maxWorkers: Math.min(4, availableParallelism()),
  testEnvironment: 'node',
  // No test measures time; a machine that trains a model meanwhile is slow.
  testTimeout: 600_000,
  roots: [
    '<rootDir>/runtime',
    '<rootDir>/figma-plugin',
    '<rootDir>/bench',
    '<rootDir>/vscode-extension',
    '<rootDir>/test',
  ],
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  modulePathIgnorePatterns: ['/dist/'],
  extensionsToTreatAsEsm: ['.ts'],
  // Sources import './name.js', as the emitted modules will.
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '\\.ts$': [
      '<rootDir>/test/support/transform.mjs',
      {
        jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
};
