import { posix } from 'node:path';
import { type How, type Import, importsOf } from './imports.ts';
import {
  DEMO_MAY_IMPORT,
  DRIVERS,
  FURTHER_FILES,
  IMPORTS_AT_RUN_TIME,
  type Kind,
  LAZY,
  MAY_IMPORT,
  NODE_FILES,
  PACKAGES,
  SLICES,
} from './module-graph-tables.ts';

/** What a module is, by where it stands; `slice` for the modules of a slice. */
export type Role = { readonly kind: Kind; readonly slice?: string };

const SINGLE: readonly Kind[] = ['events', 'element', 'why-element', 'loader', 'index'];
const SHARED: readonly Kind[] = [
  'contract',
  'crypto',
  'i18n',
  'ledger',
  'outbox',
  'transport',
  'bridges',
  'adapters',
  'runtime',
  'ui',
  'widget',
  'chat',
  'backend',
];

const kindInSlice = (path: string, name: string): Kind => {
  const further = FURTHER_FILES[path];
  if (further) return further;
  if (name === 'index.ts') return 'feature';
  if (name.endsWith('.tsx')) return 'panel';
  if (name.endsWith('-model.ts')) return 'model';
  return name.endsWith('-text.ts') ? 'text' : 'core';
};

/** The role of a file below `src`; undefined when no row of the table names it. */
export const roleOf = (path: string): Role | undefined => {
  const [, first = '', name = '', deeper] = path.split('/');
  const single = SINGLE.find((kind) => first === `${kind}.ts`);
  if (single) return { kind: single };
  const shared = SHARED.find((kind) => first === kind);
  if (shared && name) return { kind: shared };
  if (!SLICES.includes(first) || deeper !== undefined) return undefined;
  return { kind: kindInSlice(path, name), slice: first };
};

/** The import of one file, with where it leads. */
type Step = { readonly from: string; readonly to: string; readonly how: How };

const matches = (path: string, pattern: string): boolean => {
  const [start = '', end] = pattern.split('*');
  if (end === undefined) return path === pattern;
  return (
    path.startsWith(start) && path.endsWith(end) && !path.slice(start.length, path.length - end.length).includes('/')
  );
};

/** In the widget laziness is bytes on the first page load; in the backend it only spares a driver. */
const isLazyEntry = (path: string): boolean =>
  !path.startsWith('src/backend/') && LAZY.some(([, entries]) => entries.some((entry) => matches(path, entry)));

const mayLoad = ({ from, to }: Step): boolean =>
  LAZY.some(([file, entries]) => matches(from, file) && entries.some((entry) => matches(to, entry)));

const isNamed = (term: string, to: Role, { from, how }: Step): boolean => {
  const slice = roleOf(from)?.slice;
  const [, own, kind, manner] = /^(own )?([\w-]+)(?: (types|lazily))?$/.exec(term) ?? [];
  if (kind !== to.kind || (own && to.slice !== slice)) return false;
  if (manner === 'types') return how === 'types';
  return manner !== 'lazily' || how === 'lazy';
};

const isOwn = (from: Role, to: Role): boolean => from.kind === to.kind && from.slice === to.slice;

const styleFault = ({ from, to }: Step, { kind }: Role): string | undefined => {
  const terms = MAY_IMPORT[kind].split(', ');
  if (!/^styles\/[\w-]+\.css\?inline$/.test(to)) return 'is no stylesheet of styles/ taken with ?inline';
  if (terms.includes('styles')) return undefined;
  const own = `styles/${posix.basename(from).replace(/\.tsx?$/, '')}.css?inline`;
  return terms.includes('own css') && to === own ? undefined : `${kind} may not import stylesheets`;
};

const stepFault = (step: Step, role: Role, isFile: (path: string) => boolean): string | undefined => {
  const { to, how } = step;
  if (to.startsWith('styles/')) return styleFault(step, role);
  const target = isFile(to) ? roleOf(to) : undefined;
  if (!target) return 'is nothing that the table names';
  if (how === 'lazy' && !mayLoad(step)) return 'may not be loaded from here with import()';
  if (how === 'static' && isLazyEntry(to)) return 'is a lazy entry: only import() keeps it one';
  if (isOwn(role, target)) return undefined;
  if (MAY_IMPORT[role.kind].split(', ').some((term) => isNamed(term, target, step))) return undefined;
  if (role.slice && target.slice && role.slice !== target.slice)
    return `slice ${role.slice} may not import slice ${target.slice}`;
  return `${role.kind} may not import ${target.kind}${how === 'static' ? '' : ` (${how})`}`;
};

/** The package an import names: `preact/hooks` → `preact`. */
const packageOf = (specifier: string): string => /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier;

const packageFault = (from: string, specifier: string, kind: Kind): string | undefined => {
  const name = packageOf(specifier);
  if (specifier.startsWith('node:') || DRIVERS.includes(name)) {
    return NODE_FILES.includes(from)
      ? undefined
      : `only ${NODE_FILES.map((file) => posix.basename(file)).join(', ')} of the backend may`;
  }
  const kinds = PACKAGES[name];
  if (!kinds) return 'is no package that the table names';
  return kinds.includes(kind) ? undefined : `${kind} may not import it`;
};

const demoFault = (from: string, specifier: string): string | undefined => {
  if (specifier.startsWith('.')) {
    const to = posix.join(posix.dirname(from), specifier);
    return to.startsWith('demo/')
      ? undefined
      : "the demo may import only the package's public entries and its own files";
  }
  const inPage = from.startsWith('demo/shop/');
  if (specifier.startsWith('node:')) return inPage ? 'a page has no node' : undefined;
  const allowed: readonly string[] = [...DEMO_MAY_IMPORT.everywhere, ...DEMO_MAY_IMPORT[inPage ? 'shop' : 'server']];
  const name = specifier.startsWith('candor-widget') ? specifier : packageOf(specifier);
  return allowed.includes(name) ? undefined : 'is nothing that the demo may import';
};

const sourceFault = (
  from: string,
  { specifier, how }: Import,
  isFile: (path: string) => boolean,
): string | undefined => {
  const role = roleOf(from);
  if (!role) return undefined;
  if (specifier === undefined)
    return IMPORTS_AT_RUN_TIME.includes(from) ? undefined : 'only the loader may import() what it learns at run time';
  if (!specifier.startsWith('.')) return packageFault(from, specifier, role.kind);
  return stepFault({ from, to: posix.join(posix.dirname(from), specifier), how }, role, isFile);
};

const faultsOf = (path: string, code: string, isFile: (path: string) => boolean): readonly string[] => {
  const isDemo = path.startsWith('demo/');
  if (!isDemo && !roleOf(path)) return [`${path}: is of no kind that the table names`];
  return importsOf(path, code).flatMap((one) => {
    const fault = isDemo ? demoFault(path, one.specifier ?? '') : sourceFault(path, one, isFile);
    return fault ? [`${path} → ${one.specifier ?? 'import(…)'}: ${fault}`] : [];
  });
};

/** Every breach of the import tables in these files (path from the project's folder → text). */
export const breaches = (files: ReadonlyMap<string, string>): readonly string[] =>
  [...files].flatMap(([path, code]) => faultsOf(path, code, (to) => files.has(to)));
