import type { Shelf } from './line.ts';

/** Cooking and baking. */
export const KITCHEN: Shelf = {
  id: 'kitchen',
  code: 'KI',
  name: { en: 'Kitchen', de: 'Küche', ar: 'المطبخ' },
  lines: [
    [
      'Cast-iron skillet, 26 cm',
      5490,
      'pan',
      'cooking',
      'Sears, bakes and braises, and gets better every year you use it.',
    ],
    [
      'Enamel casserole, moss',
      8900,
      'pot',
      'cooking hosting',
      'Four litres of slow Sunday stew, from hob to oven to table.',
    ],
    ['Paring knife, pear wood', 2450, 'knife', 'cooking', 'A short, sharp blade for everything you hold in your hand.'],
    ["Cook's knife, 20 cm", 6900, 'knife', 'cooking', 'Balanced at the bolster and easy to keep keen on a whetstone.'],
    [
      'Oak chopping board',
      3990,
      'board',
      'cooking baking',
      'End-grain oak that is kind to blades and steady on the worktop.',
    ],
    ['Olive-wood spoon', 1290, 'spoon', 'cooking', 'No two alike; oil it now and then and it will outlive the pan.'],
    ['Balloon whisk', 1150, 'whisk', 'baking', 'Eleven fine wires that turn cream without a fight.'],
    ['Proving basket, oval', 1690, 'basket', 'baking', 'Rattan rings that leave their pattern on a proper loaf.'],
    ['Bread tin, 1 kg', 1890, 'tin', 'baking', 'Blue steel with folded corners for a straight-sided loaf.'],
    ['Dough scraper', 690, 'board', 'baking', 'Cuts, lifts and cleans the table in one go.'],
    ['Kitchen scales, brass pan', 4990, 'scale', 'baking cooking', 'Weighs to the gram and needs no battery.'],
    ['Stoneware mixing bowl', 2990, 'bowl', 'baking', 'Heavy enough to stay put while you knead.'],
    ['Rolling pin, beech', 1590, 'pin', 'baking', 'One solid piece, tapered for even pastry.'],
  ],
};

/** Plates, bowls, glasses. */
export const TABLE: Shelf = {
  id: 'table',
  code: 'TA',
  name: { en: 'Tableware', de: 'Geschirr', ar: 'أدوات المائدة' },
  lines: [
    ['Dinner plate, oat glaze', 1690, 'plate', 'hosting', 'A wide rim and a soft speckle, thrown in small batches.'],
    ['Side plate, oat glaze', 1190, 'plate', 'hosting', 'The right size for toast, cake and seconds.'],
    ['Pasta bowl, ink', 1790, 'bowl', 'hosting cooking', 'Deep enough for soup, wide enough for ribbons.'],
    ['Serving platter, long', 3490, 'plate', 'hosting', 'Carries a whole fish or far too many olives.'],
    ['Water glass, ribbed', 790, 'glass', 'hosting', 'Pressed glass with a ripple that catches the light.'],
    ['Wine glass, short stem', 1290, 'glass', 'hosting', 'Low, stable and kind to conversation.'],
    ['Carafe, one litre', 2290, 'bottle', 'hosting', 'Tap water looks better in it, and so does wine.'],
    ['Linen napkins, set of four', 2690, 'towel', 'hosting', 'Stone-washed linen that asks for no iron.'],
    ['Table runner, flax', 3290, 'towel', 'hosting', 'Woven wide, hemmed by hand, long enough for eight.'],
    ['Cutlery set, brushed steel', 7900, 'spoon', 'hosting', 'Sixteen pieces with a good weight in the hand.'],
    ['Salt cellar, walnut lid', 1490, 'jar', 'hosting cooking', 'A pinch within reach while the pan is hot.'],
    ['Salad servers, cherry', 2190, 'spoon', 'hosting', 'Long handles and a generous scoop.'],
  ],
};

/** Larder. */
export const PANTRY: Shelf = {
  id: 'pantry',
  code: 'PA',
  name: { en: 'Pantry', de: 'Vorrat', ar: 'المؤونة' },
  lines: [
    ['Olive oil, early harvest', 1890, 'bottle', 'cooking hosting', 'Green, peppery and pressed within hours.'],
    ['Sea salt flakes', 590, 'jar', 'cooking', 'Crisp flakes that finish a dish between two fingers.'],
    ['Whole black pepper', 490, 'jar', 'cooking', 'Sun-dried berries with a warm, woody bite.'],
    ['Smoked paprika', 450, 'tin', 'cooking', 'Sweet, dark and dried over oak fires.'],
    ['Spelt flour, stoneground', 520, 'sack', 'baking', 'Slowly milled, with the germ left in.'],
    ['Rye flour, dark', 480, 'sack', 'baking', 'For loaves with a crust you can hear.'],
    ['Wildflower honey', 990, 'jar', 'tea baking', 'Set honey from meadows cut once a year.'],
    ['Dark chocolate, 72 %', 420, 'box', 'baking tea', 'Two ingredients, long conching, a clean snap.'],
    ['Bitter orange marmalade', 690, 'jar', 'tea', 'Thick-cut peel and not too sweet.'],
    ['Sourdough starter, dried', 790, 'sack', 'baking', 'Wake it with flour and water and feed it for years.'],
    ['Vanilla pods, three', 1190, 'box', 'baking', 'Plump, oily pods for custard and cake.'],
  ],
};
