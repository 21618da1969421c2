/** Picture by word; the first that matches wins. */
const SHAPES: readonly (readonly [RegExp, string])[] = [
  [/\bhot water bottle/i, 'hot-bottle'], [/\b(mugs?|beaker)\b/i, 'mug'], [/\bteapots?\b/i, 'teapot'], [/\b(tea ?cups?|cups?|saucer)\b/i, 'cup'],
  [/\b(backpack|rucksack)\b/i, 'backpack'], [/\b(bags?|tote|shopper)\b/i, 'tote'], [/\b(purse|case|luggage)\b/i, 'bag'],
  [/\b(lanterns?)\b/i, 'lantern'], [/\blamps?\b/i, 'lamp'], [/\b(fairy lights|bulbs?)\b/i, 'bulb'],
  [/\b(t-?light|tea-?light|votive)/i, 'glass'], [/\bcandlesticks?\b/i, 'candlestick'], [/\bcandles?\b/i, 'candle'],
  [/\b(cakestand|cake stand|plates?|trays?|coasters?|platter)\b/i, 'plate'], [/\b(bowls?|dish)\b/i, 'bowl'],
  [/\b(jugs?|pitcher)\b/i, 'jug'], [/\b(glass(?:es)?|tumbler|goblet)\b/i, 'glass'], [/\b(bottles?|vase|perfume)\b/i, 'bottle'],
  [/\b(jars?|pot)\b/i, 'jar'], [/\b(spoons?|cutlery|fork|ladle)\b/i, 'spoon'], [/\b(clocks?|watch)\b/i, 'clock'],
  [/\b(cushions?|pillow)\b/i, 'cushion'], [/\b(towels?|napkins?|cloth|apron|mat|doormat|rug)\b/i, 'towel'],
  [/\b(blanket|quilt|throw)\b/i, 'blanket'], [/\b(umbrella|parasol)\b/i, 'umbrella'], [/\b(baskets?|crate)\b/i, 'basket'],
  [/\b(tins?)\b/i, 'tin'], [/\b(notebooks?|books?|journal|diary)\b/i, 'book'], [/\b(pencils?|crayons?|chalk)\b/i, 'pencil'],
  [/\b(pens?)\b/i, 'pen'], [/\b(cards?|envelopes?|letters?)\b/i, 'envelope'], [/\b(wrap|paper|stickers?|calendar|poster)\b/i, 'paper'],
  [/\b(tape|ribbons?|twine|string)\b/i, 'spool'], [/\b(bunting|garland)\b/i, 'bunting'], [/\b(frames?|mirror|sign|block)\b/i, 'frame'],
  [/\b(soap|sponge)\b/i, 'soap'], [/\b(rabbit|bunny|doll|soldier|bear|dog|cat|owl)\b/i, 'rabbit'],
  [/\b(game|puzzle|jigsaw|dominoes|skittles|toys?)\b/i, 'blocks'], [/\b(house|bird)\b/i, 'house'],
  [/\b(plant|planter|flower|herb|seeds?|tree|garden)\b/i, 'plant'], [/\bwatering can\b/i, 'can'],
  [/\b(necklace|bracelet|earrings?|ring|bangle|beads?|charm)\b/i, 'ring'], [/\b(hearts?|love|sweetheart)\b/i, 'heart'],
  [/\b(stars?|snowflake|christmas|decoration)\b/i, 'star'], [/\b(box(?:es)?|drawers?|cabinet|chest)\b/i, 'box'],
];

/** Which picture a product without one gets, by the words of its name. */
export const shapeOf = (name: string): string => SHAPES.find(([words]) => words.test(name))?.[1] ?? 'box';
