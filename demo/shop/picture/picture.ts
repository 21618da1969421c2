import type { Product } from '../../data/shop-data.ts';
import type { Palette } from './palettes.ts';
import { paletteFor } from './palettes.ts';
import { SHAPES } from './shapes.ts';

const SVG = 'http://www.w3.org/2000/svg';
/** Place of a tone's letter in the palette. */
const TONES = 'gmsalk';
const FLAME = '#e2a33d';

const draw = (tag: string, attributes: Readonly<Record<string, string | number>>): SVGElement => {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  return element;
};

const drawPart = (part: string, palette: Palette): SVGElement => {
  const kind = part[1] ?? ' ';
  const colour = palette[TONES.indexOf(part[0] ?? 'm')] ?? FLAME;
  const rest = part.slice(2);
  const [x = 0, y = 0, w = 0, h = 0, r = 0] = rest.trim().split(/\s+/).map(Number);
  if (kind === '#') return draw('rect', { x, y, width: w, height: h, rx: r, fill: colour });
  if (kind === '@') return draw('circle', { cx: x, cy: y, r: w, fill: colour });
  if (kind === '%') return draw('ellipse', { cx: x, cy: y, rx: w, ry: h, fill: colour });
  if (kind === '-') {
    return draw('path', {
      d: rest,
      fill: 'none',
      stroke: colour,
      'stroke-width': 6,
      'stroke-linecap': 'round',
      'stroke-linejoin': 'round',
    });
  }
  return draw('path', { d: rest, fill: colour });
};

/** The picture of a product: its shape in its colours. Says nothing the name beside it does not. */
export const picture = (product: Product): SVGElement => {
  const palette = paletteFor(product);
  const svg = draw('svg', { viewBox: '0 0 200 200', 'aria-hidden': 'true', focusable: 'false', class: 'picture' });
  svg.append(draw('rect', { width: 200, height: 200, fill: palette[0] }));
  svg.append(draw('ellipse', { cx: 100, cy: 163, rx: 62, ry: 6, fill: palette[5], opacity: 0.12 }));
  for (const part of (SHAPES[product.shape] ?? SHAPES['box'] ?? '').split('|')) svg.append(drawPart(part, palette));
  return svg;
};
