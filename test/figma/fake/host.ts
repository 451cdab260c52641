import { fromJson, toJson } from './bytes.js';
import { FakeFigma } from './figma.js';
import type { DocumentSpec } from './spec.js';

/**
 * Runs in the sandbox before the plugin does, and is what the tests talk to from outside: all in
 * JSON, since that is all that crosses.
 */
declare global {
  var __emit: (kind: string, detail: string) => void;
  var __start: (spec: string, html: string) => void;
  var __deed: (name: string, detail: string) => string;
}

const fake = new FakeFigma((kind, detail) => {
  globalThis.__emit(kind, toJson(detail ?? null));
});

globalThis.__start = (spec, html) => {
  fake.load(JSON.parse(spec) as DocumentSpec);
  Object.assign(globalThis, { figma: fake.api(), __html__: html });
};

globalThis.__deed = (name, detail) => {
  const deed = fake.deeds[name];
  if (deed === undefined) throw new Error(`no deed "${name}"`);
  return toJson(deed(fromJson(detail) as never) ?? null);
};
