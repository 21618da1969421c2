import type { Route } from '../contract/route.ts';

/** A parameter with what follows it in its segment: `{jti}.jsonld`. */
const PARAMETER = /\{(\w+)\}([^/{}]*)/g;

/**
 * A path of the route table as hono spells it. A suffix must be part of the parameter's pattern: hono knows none apart. A
 * deep route's last parameter takes what follows, slashes included.
 */
export const honoPath = ({ path, deep }: Pick<Route, 'path' | 'deep'>): string =>
  path
    .replace(PARAMETER, (_all, name: string, suffix: string) =>
      suffix === '' ? `:${name}` : `:${name}{[^/]+${suffix.replaceAll('.', String.raw`\.`)}}`,
    )
    .replace(/$/, deep ? '{.+}' : '');

/** The parameters of a path of the route table as the table means them: without their suffix. */
export const paramsOf = (path: string, params: Readonly<Record<string, string>>): Readonly<Record<string, string>> => {
  const suffixes = new Map([...path.matchAll(PARAMETER)].map(([, name, suffix = '']) => [name, suffix]));
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      value.slice(0, value.length - (suffixes.get(name) ?? '').length),
    ]),
  );
};
