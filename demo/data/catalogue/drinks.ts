import type { Shelf } from './line.ts';

/** Coffee and tea. */
export const DRINKS: Shelf = {
  id: 'coffee-tea',
  code: 'CT',
  name: { en: 'Coffee & tea', de: 'Kaffee & Tee', ar: 'القهوة والشاي' },
  lines: [
    ['Pour-over dripper, white', 2290, 'dripper', 'coffee', 'Spiral ribs and one wide hole for a clear, sweet cup.'],
    ['Paper filters, 100', 590, 'box', 'coffee', 'Unbleached paper that leaves the taste to the bean.'],
    ['Gooseneck kettle', 6490, 'kettle', 'coffee tea', 'A slow, steady stream exactly where you want it.'],
    ['Hand grinder, steel burrs', 7900, 'grinder', 'coffee', 'Forty clicks from espresso to French press.'],
    ['Coffee beans, Sidamo', 1290, 'sack', 'coffee', 'Light roast with bergamot and apricot.'],
    ['Coffee beans, house blend', 990, 'sack', 'coffee', 'Chocolate, hazelnut and no surprises before nine.'],
    ['Stoneware mug, oat', 1450, 'mug', 'coffee tea desk', 'A thick-walled mug that stays warm through a long call.'],
    ['Stoneware mug, ink', 1450, 'mug', 'coffee desk', 'The same mug in the blue of a late evening.'],
    ['French press, one litre', 3490, 'press', 'coffee hosting', 'Double-walled steel that pours without drips.'],
    ['Milk jug, 300 ml', 1690, 'jug', 'coffee hosting', 'A sharp lip for a clean line of milk.'],
    ['Cast-iron teapot', 4890, 'teapot', 'tea', 'Holds the heat and the whole afternoon.'],
    ['Tea strainer, fine mesh', 890, 'spoon', 'tea', 'Sits on every cup and rinses clean.'],
    ['Sencha, spring harvest', 1390, 'tin', 'tea', 'Fresh, grassy and best at seventy degrees.'],
    ['Assam, malty', 990, 'tin', 'tea', 'A strong leaf that takes milk well.'],
    ['Chamomile and lemon balm', 790, 'tin', 'tea sleep', 'Whole flowers for the last cup of the day.'],
  ],
};
