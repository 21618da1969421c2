import type { KeyRole } from '../../contract/jwks.ts';
import { type KeyPlace, PUBLISHED_BEFORE_USE, retireKey, rotateKeys, standingOf } from '../rotate-keys.ts';
import { timestampOf } from '../receipts.ts';
import type { SigningKey } from '../signing-key.ts';
import { keyFileOf, readSigningKeys } from '../signing-keys.ts';
import { type Command, need, say, textOf, UsageError, type Values } from './command.ts';
import { timeOf } from './times.ts';

const ROLES: readonly KeyRole[] = ['receipt', 'explanation', 'checkpoint'];

const WARNING = `Warning: verifiers keep the published keys for a while. Until they ask again they cannot check what a key signs
that was published less than 24 hours before.`;

const placeOf = (values: Values): KeyPlace => {
  const asked = textOf(values, 'role') ?? 'receipt';
  const role = ROLES.find((known) => known === asked);
  if (!role) throw new UsageError(`--role "${asked}" is none: write ${ROLES.join(', ')}`);
  return { dataDir: textOf(values, 'data') ?? '.candor', role };
};

const tellOf = (key: SigningKey, keys: readonly SigningKey[], now: number): string => {
  const { from = 'the first start', until } = key;
  const end = until === undefined ? '' : `, retired ${until}`;
  switch (standingOf(key, keys, now)) {
    case 'begins':
      return `begins ${from}${end}`;
    case 'signs':
      return `signs since ${from}${end}`;
    case 'superseded':
      return `began ${from}, a newer key signs${end}`;
    case 'retired':
      return `began ${from}, retired ${until}`;
  }
};

const list = async (place: KeyPlace, now: number): Promise<void> => {
  const keys = await readSigningKeys(keyFileOf(place.dataDir, place.role));
  for (const key of keys) say(`${key.publicJwk.kid}  ${key.publicJwk.crv}  ${tellOf(key, keys, now)}`);
  say(`Role ${place.role}. All of them verify what they signed; none may be removed while that is kept.`);
};

/** From when on a new key signs: 24 hours from now, unless the person says otherwise and means it. */
const beginOf = (values: Values, now: number): number => {
  const at = textOf(values, 'at');
  if (at === undefined) return values['now'] === true ? now : now + PUBLISHED_BEFORE_USE;
  const begin = timeOf(at, 'at');
  if (begin < now) throw new UsageError(`--at ${at} is past: write a time to come`);
  if (begin < now + PUBLISHED_BEFORE_USE && values['now'] !== true)
    throw new UsageError(
      `--at ${at} is less than 24 hours from now: verifiers could not know the key yet. Add --now if it must be so`,
    );
  return begin;
};

const rotate = async (place: KeyPlace, values: Values, now: number): Promise<void> => {
  const begin = beginOf(values, now);
  const { publicJwk, from } = await rotateKeys(place, begin);
  say(`The new key ${publicJwk.kid} signs from ${from} on. A running server takes it up by itself, within a minute.`);
  if (begin < now + PUBLISHED_BEFORE_USE) say(WARNING);
};

const retire = async (place: KeyPlace, values: Values, now: number): Promise<void> => {
  const kid = need(values, 'kid', 'KID');
  const at = textOf(values, 'at');
  const until = at === undefined ? now : timeOf(at, 'at');
  if (until < now) throw new UsageError(`--at ${at} is past: what the key signed since then would be in doubt`);
  await retireKey(place, kid, { until, now });
  say(`The key ${kid} signs no more from ${timestampOf(until)} on. What it signed stays valid.`);
};

/** `candor keys`: tells the keys of a data folder, adds a new one, retires an old one. */
export const keys: Command = {
  takes: ['data', 'role', 'kid', 'at', 'now'],
  words: 1,
  run: async (values, [act]) => {
    const [place, now] = [placeOf(values), Date.now()];
    if (act === 'list') return list(place, now);
    if (act === 'rotate') return rotate(place, values, now);
    if (act === 'retire') return retire(place, values, now);
    throw new UsageError('say what to do: candor keys list, candor keys rotate or candor keys retire');
  },
};
