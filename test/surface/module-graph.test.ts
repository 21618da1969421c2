// @vitest-environment node
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PROJECT } from '../support/shared.ts';
import { breaches, roleOf } from './module-graph.ts';
import { FURTHER_FILES, LAZY } from './module-graph-tables.ts';

const filesIn = (folder: string): readonly string[] =>
  readdirSync(join(PROJECT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(PROJECT.length + 1)
        .replaceAll('\\', '/'),
    );

const ours = [...filesIn('src'), ...filesIn('demo')];

/** A small tree that keeps to the tables, with one file changed or added. */
const planted = (path: string, code: string): readonly string[] => {
  const tree = [
    'src/contract/ids.ts',
    'src/contract/index.ts',
    'src/crypto/jws.ts',
    'src/events.ts',
    'src/consent/consent.ts',
    'src/consent/consent-model.ts',
    'src/consent/consent-panel.tsx',
    'src/consent/consent-text.ts',
    'src/consent/index.ts',
    'src/consent/notice.tsx',
    'src/receipts/receipts.ts',
    'src/receipts/receipts-model.ts',
    'src/receipts/index.ts',
    'src/ledger/ledger.ts',
    'src/ledger/idb.ts',
    'src/outbox/outbox.ts',
    'src/transport/client.ts',
    'src/runtime/runtime.ts',
    'src/i18n/i18n.ts',
    'src/i18n/locales/de.ts',
    'src/ui/switch.tsx',
    'src/widget/start.ts',
    'src/widget/mount.tsx',
    'src/widget/record.ts',
    'src/widget/assemble.ts',
    'src/widget/features.ts',
    'src/element.ts',
    'src/why-element.ts',
    'src/backend/app.ts',
    'src/backend/sqlite.ts',
    'src/backend/store.ts',
    'demo/server/shop.ts',
    'demo/shop/main.ts',
  ];
  return breaches(new Map([...tree.map((file) => [file, 'export {};'] as const), [path, code]]));
};

describe('the import tables', () => {
  it('are kept by every file of src and demo', () => {
    expect(ours.length).toBeGreaterThan(100);
    expect(breaches(new Map(ours.map((path) => [path, readFileSync(join(PROJECT, path), 'utf8')])))).toEqual([]);
  });

  it('speak of nothing that is gone', () => {
    const named = [...Object.keys(FURTHER_FILES), ...LAZY.map(([from]) => from)].filter((path) => !path.includes('*'));
    expect(named.filter((path) => !ours.includes(path))).toEqual([]);
  });
});

describe('an import that the tables allow', () => {
  it.each([
    ['src/crypto/jws.ts', `import { a } from '../contract/ids.ts';`],
    ['src/events.ts', `import type { A } from './contract/ids.ts';`],
    ['src/ledger/ledger.ts', `import { a } from '../consent/consent.ts';`],
    ['src/ledger/idb.ts', `import { openDB } from 'idb';`],
    [
      'src/consent/consent-model.ts',
      `import { a } from './consent.ts'; import type { R } from '../runtime/runtime.ts';`,
    ],
    [
      'src/consent/consent-panel.tsx',
      `import css from '../../styles/choices.css?inline'; import { useState } from 'preact/hooks';`,
    ],
    ['src/consent/index.ts', `import { P } from './consent-panel.tsx'; import { M } from './consent-model.ts';`],
    ['src/ui/switch.tsx', `import css from '../../styles/switch.css?inline';`],
    [
      'src/widget/features.ts',
      `export const load = () => [import('../consent/index.ts'), import('../consent/notice.tsx')];`,
    ],
    ['src/widget/start.ts', `export const load = () => import('./mount.tsx');`],
    ['src/widget/assemble.ts', `import type { R } from './record.ts'; import { a } from '../consent/consent.ts';`],
    ['src/element.ts', `export type Start = typeof import('./widget/start.ts');`],
    ['src/loader.ts', `import { a } from './element.ts'; export const load = (url: string) => import(url);`],
    ['src/chat/chat.ts', `import type { A } from '../events.ts'; import { a } from '../crypto/jws.ts';`],
    ['src/backend/store.ts', `import { a } from '../consent/consent.ts'; import { sql } from 'kysely';`],
    ['src/backend/sqlite.ts', `import fs from 'node:fs'; import Database from 'libsql';`],
    ['src/backend/app.ts', `export const open = () => import('./sqlite.ts');`],
    ['demo/server/shop.ts', `import { a } from 'candor-widget/backend'; import { join } from 'node:path';`],
    ['demo/shop/main.ts', `import 'deep-chat'; import { defineElements } from 'candor-widget';`],
    ['demo/shop/main.ts', `import { attachDeepChat } from 'candor-widget/chat';`],
  ])('%s: %s', (path, code) => {
    expect(planted(path, code)).toEqual([]);
  });
});

describe('an import that the tables forbid', () => {
  it.each([
    ['src/contract/ids.ts', `import type { A } from '../crypto/jws.ts';`, 'contract may not import crypto (types)'],
    ['src/crypto/jws.ts', `import { a } from '../events.ts';`, 'crypto may not import events'],
    ['src/events.ts', `import { a } from './contract/ids.ts';`, 'events may not import contract'],
    [
      'src/consent/consent.ts',
      `import type { R } from '../runtime/runtime.ts';`,
      'core may not import runtime (types)',
    ],
    [
      'src/consent/consent.ts',
      `import { a } from '../receipts/receipts.ts';`,
      'slice consent may not import slice receipts',
    ],
    ['src/consent/consent.ts', `import type { M } from './consent-model.ts';`, 'core may not import model (types)'],
    ['src/consent/consent.ts', `import { signal } from '@preact/signals';`, 'core may not import it'],
    ['src/consent/consent-text.ts', `import { a } from './consent.ts';`, 'text may not import core'],
    [
      'src/consent/consent-model.ts',
      `import type { M } from '../receipts/receipts-model.ts';`,
      'slice consent may not import slice receipts',
    ],
    ['src/consent/consent-model.ts', `import { a } from '../ledger/ledger.ts';`, 'model may not import ledger'],
    ['src/consent/consent-model.ts', `import { h } from 'preact';`, 'model may not import it'],
    ['src/consent/consent-panel.tsx', `import { a } from '../crypto/jws.ts';`, 'panel may not import crypto'],
    ['src/consent/consent-panel.tsx', `import css from '../../styles/choices.css';`, 'no stylesheet of styles/'],
    [
      'src/consent/consent-model.ts',
      `import css from '../../styles/choices.css?inline';`,
      'model may not import stylesheets',
    ],
    ['src/ledger/ledger.ts', `import { a } from '../consent/consent-model.ts';`, 'ledger may not import model'],
    ['src/outbox/outbox.ts', `import { a } from '../consent/consent.ts';`, 'outbox may not import core'],
    [
      'src/transport/client.ts',
      `import type { L } from '../ledger/ledger.ts';`,
      'transport may not import ledger (types)',
    ],
    ['src/transport/client.ts', `import type { S } from 'valibot';`, 'transport may not import it'],
    ['src/runtime/runtime.ts', `import { a } from '../ledger/ledger.ts';`, 'runtime may not import ledger'],
    ['src/i18n/i18n.ts', `import { a } from '../contract/ids.ts';`, 'i18n may not import contract'],
    ['src/ui/switch.tsx', `import css from '../../styles/choices.css?inline';`, 'ui may not import stylesheets'],
    ['src/ui/switch.tsx', `import { a } from '../runtime/runtime.ts';`, 'ui may not import runtime'],
    ['src/widget/assemble.ts', `import { feature } from '../consent/index.ts';`, 'is a lazy entry'],
    ['src/widget/assemble.ts', `import { a } from '../consent/consent-model.ts';`, 'widget may not import model'],
    ['src/widget/assemble.ts', `import { a } from '../backend/app.ts';`, 'widget may not import backend'],
    [
      'src/widget/assemble.ts',
      `export const load = () => import('../consent/index.ts');`,
      'may not be loaded from here',
    ],
    ['src/widget/assemble.ts', `import { a } from './record.ts';`, 'is a lazy entry'],
    ['src/element.ts', `import { start } from './widget/start.ts';`, 'is a lazy entry'],
    ['src/element.ts', `export const load = () => import('./widget/mount.tsx');`, 'may not be loaded from here'],
    ['src/element.ts', `import { h } from 'preact';`, 'element may not import it'],
    ['src/loader.ts', `import type { S } from './widget/start.ts';`, 'loader may not import widget (types)'],
    ['src/widget/start.ts', `export const load = (url: string) => import(url);`, 'only the loader'],
    ['src/chat/chat.ts', `import { a } from '../element.ts';`, 'chat may not import element'],
    ['src/chat/chat.ts', `import { DeepChat } from 'deep-chat';`, 'is no package that the table names'],
    ['src/backend/app.ts', `import fs from 'node:fs';`, 'of the backend may'],
    ['src/backend/app.ts', `import pg from 'pg';`, 'of the backend may'],
    ['src/widget/start.ts', `import { randomUUID } from 'node:crypto';`, 'of the backend may'],
    ['src/backend/app.ts', `import { a } from '../ledger/ledger.ts';`, 'backend may not import ledger'],
    ['src/backend/app.ts', `import express from 'express';`, 'is no package that the table names'],
    ['src/backend/app.ts', `import { a } from '../gone.ts';`, 'is nothing that the table names'],
    ['src/helpers/strings.ts', `export {};`, 'is of no kind that the table names'],
    ['src/consent/parts/row.tsx', `export {};`, 'is of no kind that the table names'],
    ['demo/server/shop.ts', `import { a } from '../../src/contract/ids.ts';`, "only the package's public entries"],
    [
      'demo/server/shop.ts',
      `import { a } from 'candor-widget/src/contract/ids.ts';`,
      'is nothing that the demo may import',
    ],
    ['demo/server/shop.ts', `import { a } from 'express';`, 'is nothing that the demo may import'],
    ['demo/shop/main.ts', `import { a } from 'candor-widget/backend';`, 'is nothing that the demo may import'],
    ['demo/shop/main.ts', `import { join } from 'node:path';`, 'a page has no node'],
  ])('%s: %s', (path, code, fault) => {
    expect(planted(path, code)).toEqual([expect.stringContaining(fault)]);
    expect(planted(path, code)[0]).toContain(path);
  });
});

describe('the role of a file', () => {
  it.each([
    ['src/contract/ids.ts', { kind: 'contract' }],
    ['src/i18n/locales/de.ts', { kind: 'i18n' }],
    ['src/consent/consent.ts', { kind: 'core', slice: 'consent' }],
    ['src/consent/choice-row.tsx', { kind: 'panel', slice: 'consent' }],
    ['src/explain/explain-acts.ts', { kind: 'model', slice: 'explain' }],
    ['src/helpers.ts', undefined],
  ])('%s', (path, role) => {
    expect(roleOf(path)).toEqual(role);
  });
});
