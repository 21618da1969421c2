import type { Category } from './shop-data.ts';

type ShelfRule = Category & { readonly words: RegExp };

/** First rule that matches a name wins. */
const RULES: readonly ShelfRule[] = [
  {
    id: 'christmas',
    name: { en: 'Christmas', de: 'Weihnachten', ar: 'عيد الميلاد' },
    words: /\b(christmas|xmas|advent|reindeer|snowflake|santa|snowman)/i,
  },
  {
    id: 'party',
    name: { en: 'Party', de: 'Feste', ar: 'الحفلات' },
    words: /\b(bunting|party|balloons?|garland|confetti|birthday)/i,
  },
  {
    id: 'bags',
    name: { en: 'Bags', de: 'Taschen', ar: 'الحقائب' },
    words: /\b(bags?|shopper|purse|rucksack|backpack|tote|luggage|passport)\b/i,
  },
  {
    id: 'light',
    name: { en: 'Candles & light', de: 'Kerzen & Licht', ar: 'الشموع والإضاءة' },
    words: /\b(candles?|t-?lights?|tea-?lights?|lights?|lantern|lamp|candlestick|incense|night light)\b/i,
  },
  {
    id: 'baking',
    name: { en: 'Baking', de: 'Backen', ar: 'الخَبز' },
    words: /\b(cakes?|cakestand|baking|jelly|pudding|cookie|biscuit|cutters?|pantry|measuring)\b/i,
  },
  {
    id: 'table',
    name: { en: 'Table & tea', de: 'Tisch & Tee', ar: 'المائدة والشاي' },
    words:
      /\b(mugs?|cups?|saucers?|teacup|teapot|tea|coffee|plates?|bowls?|jugs?|glass(?:es)?|napkins?|coasters?|cutlery|spoons?|trays?|bottles?)\b/i,
  },
  {
    id: 'kitchen',
    name: { en: 'Kitchen', de: 'Küche', ar: 'المطبخ' },
    words: /\b(kitchen|apron|oven|recipe|egg|bread|fridge|scales?|chopping|lunch|snack|jam|cook)/i,
  },
  {
    id: 'paper',
    name: { en: 'Cards & paper', de: 'Karten & Papier', ar: 'البطاقات والورق' },
    words:
      /\b(cards?|wrap|paper|notebooks?|pencils?|pens?|stickers?|tape|envelopes?|calendar|journal|book|magnets?|ribbons?|tissues?|gift)\b/i,
  },
  {
    id: 'children',
    name: { en: 'Children', de: 'Kinder', ar: 'الأطفال' },
    words:
      /\b(toys?|games?|dolls?|children'?s?|kids?|baby|playhouse|skittles|jigsaw|puzzle|spaceboy|dolly girl|circus|girls?|boys?|soldier|dinosaur|inflatable)\b/i,
  },
  {
    id: 'jewellery',
    name: { en: 'Jewellery', de: 'Schmuck', ar: 'المجوهرات' },
    words: /\b(necklace|bracelet|earrings?|ring|brooch|bangle|charm|hair|diamante|beads?)\b/i,
  },
  {
    id: 'garden',
    name: { en: 'Garden', de: 'Garten', ar: 'الحديقة' },
    words: /\b(garden|plant|planter|seeds?|bird|watering|flower|herb|parasol|doormat|door mat|umbrella|thermometer)\b/i,
  },
  {
    id: 'textiles',
    name: { en: 'Home textiles', de: 'Heimtextilien', ar: 'منسوجات المنزل' },
    words:
      /\b(cushions?|towels?|blanket|quilt|throw|rug|curtain|hot water|slippers?|tea ?towel|cloth|fabric|knit|bath)\b/i,
  },
  {
    id: 'storage',
    name: { en: 'Boxes & storage', de: 'Dosen & Kisten', ar: 'العلب والتخزين' },
    words: /\b(box(?:es)?|tins?|drawers?|storage|baskets?|cabinet|chest|crate|jars?|rack|hooks?|hangers?|trinket)\b/i,
  },
  {
    id: 'decoration',
    name: { en: 'Decoration', de: 'Dekoration', ar: 'الديكور' },
    words:
      /\b(hearts?|signs?|frames?|hanging|decorations?|clocks?|mirrors?|ornament|wall|wreath|vase|sweetheart|doorstop|letter|block word)\b/i,
  },
];

const REST: Category = { id: 'finds', name: { en: 'More finds', de: 'Fundstücke', ar: 'اكتشافات أخرى' } };

/** Which shelf a product without category goes to, by the words of its name. */
export const shelfOf = (name: string): string => RULES.find(({ words }) => words.test(name))?.id ?? REST.id;

/** The shelves that hold at least one of the names, in browsing order. */
export const shelvesFor = (used: ReadonlySet<string>): readonly Category[] =>
  [...RULES.map(({ id, name }) => ({ id, name })), REST].filter(({ id }) => used.has(id));
