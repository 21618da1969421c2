/** Colours of one picture: ground, main, shade, accent, light, ink. */
export type Palette = readonly [
  ground: string,
  main: string,
  shade: string,
  accent: string,
  light: string,
  ink: string,
];

const DEFAULT: Palette = ['#efe7da', '#b7794f', '#8f5a38', '#d9a441', '#f6ead6', '#4a3a2e'];

/** Muted pairs that sit together on one shelf; a product keeps its own. */
const PALETTES: readonly Palette[] = [
  DEFAULT,
  ['#e4eae2', '#6f8a6d', '#526b51', '#c98a5b', '#eef3ea', '#33403a'],
  ['#e3e8ee', '#5d7a99', '#46607c', '#d8b26a', '#eef3f8', '#2d3a48'],
  ['#f1e3dc', '#c0705c', '#97523f', '#e3b27a', '#faeee6', '#4b302a'],
  ['#ece9e1', '#a59c86', '#7f7763', '#7c8f7a', '#f8f5ec', '#3f3b32'],
  ['#e9e4ec', '#86769c', '#69597f', '#d3a06c', '#f4eff7', '#3a3244'],
  ['#e2ebea', '#5b8c8a', '#43706f', '#d99a6c', '#eef6f4', '#2a3f3f'],
  ['#f3ead2', '#d1a23f', '#a57c26', '#8c6a5d', '#fcf4df', '#4a3b1d'],
  ['#dcd6ca', '#f5efe2', '#d3c8b3', '#b98d5f', '#fffdf7', '#4b4437'],
  ['#e2e1df', '#4c4b50', '#33323a', '#c69a5c', '#edecea', '#232228'],
  ['#f3e3e6', '#c98295', '#a6627a', '#8a9f83', '#fbf0f2', '#4b2f39'],
];

/** Colour words of a name, and the palette that keeps their promise. */
const COLOURS: readonly (readonly [RegExp, number])[] = [
  [/\b(?:white|ivory|chalk|cream|oat|flax|paper|muslin|waffle|plain|clear)\b/i, 8],
  [/\b(?:black|charcoal|cast-iron|iron|skull)\b/i, 9],
  [/\b(?:moss|olive|green|leaf|fig|sage|herbs?|salad|pine|rosemary|ivy)\b/i, 1],
  [/\b(?:ink|blue|blue-black|navy|steel|galvanised|aluminium|silver|denim)\b/i, 2],
  [/\b(?:rust|oxblood|red|clay|terracotta|fox|paprika|retrospot|strawberry)\b/i, 3],
  [/\b(?:pink|rose|blossom)\b/i, 10],
  [/\b(?:lavender|purple|lilac|violet)\b/i, 5],
  [/\b(?:turquoise|teal|mint|sea)\b/i, 6],
  [/\b(?:brass|beeswax|honey|gold|golden|yellow|lemon|sun|mustard)\b/i, 7],
  [/\b(?:oak|walnut|beech|pear|cherry|teak|cedar|wood|wooden|ash|larch|bamboo|leather|coffee|chocolate|brown)\b/i, 0],
];

/** FNV-1a, 32 bits: the same text gives the same colours. */
const hash = (text: string): number => {
  let value = 2_166_136_261;
  for (const letter of text) value = Math.imul(value ^ (letter.codePointAt(0) ?? 0), 16_777_619) >>> 0;
  return value;
};

/** Palettes for names that promise no colour. */
const FREE = 8;

/** The palette of a product: by a colour in its name, else by its code. */
export const paletteFor = ({ id, name }: { readonly id: string; readonly name: string }): Palette => {
  const promised = COLOURS.find(([words]) => words.test(name))?.[1];
  return PALETTES[promised ?? hash(id) % FREE] ?? DEFAULT;
};
