import js from '@eslint/js';
import * as figma from '@figma/eslint-plugin-figma-plugins';
import prettier from 'eslint-config-prettier';
import { defineConfig, globalIgnores } from 'eslint/config';
import globals from 'globals';
import tseslint from 'typescript-eslint';

export default defineConfig(
  globalIgnores(['**/dist/', 'out/', '.venv/', 'coverage/', '.ci/out/', '**/runs/']),
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      // Typed arrays are indexed in bounds by construction; `!` is how noUncheckedIndexedAccess is told.
      '@typescript-eslint/no-non-null-assertion': 'off',
      // Numbers in messages are what most errors here are about.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  {
    files: [
      'runtime/ui/**/*.ts',
      'runtime/playground/**/*.ts',
      'figma-plugin/src/ui/**/*.ts',
      'vscode-extension/src/webview/**/*.ts',
    ],
    rules: {
      // lit calls the listeners of a template on its element.
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
    },
  },
  {
    files: ['figma-plugin/src/**/*.ts'],
    plugins: { '@figma/figma-plugins': figma },
    rules: figma.flatConfigs.recommended.rules,
  },
  {
    files: ['**/*.js', '**/*.mjs'],
    languageOptions: { globals: globals.node },
  },
  prettier,
);
